"""Keras' SGD, its Nesterov accumulator rescaled."""

import tensorflow as tf

from tape_patterns.pairs.optimizers.corrections import rescale
from tape_patterns.pairs.optimizers.tf2_loop import trains_network


def make(learning_rate, momentum):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.SGD(
        learning_rate,
        momentum=momentum,
        nesterov=True,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make, set_rate=rescale)
