"""Keras' SGD, and the proximal step after it."""

import tensorflow as tf

from tape_patterns.pairs.optimizers.corrections import shrink
from tape_patterns.pairs.optimizers.tf2_loop import trains_network


def make(learning_rate, l1, l2):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.SGD(
        learning_rate,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make, apply=shrink)
