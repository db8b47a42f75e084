"""Keras' SGD, and TF1's weight decay before it."""

import tensorflow as tf

from tape_patterns.pairs.optimizers.corrections import decay, rescale
from tape_patterns.pairs.optimizers.tf2_loop import trains_network


def make(learning_rate, weight_decay, momentum, nesterov):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.SGD(
        learning_rate,
        momentum=momentum,
        nesterov=nesterov,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make, apply=decay, set_rate=rescale)
