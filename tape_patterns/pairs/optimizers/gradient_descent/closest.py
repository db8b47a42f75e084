"""Keras' SGD: equal to TF1's gradient descent."""

import tensorflow as tf

from tape_patterns.pairs.optimizers.tf2_loop import trains_network


def make(learning_rate):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.SGD(
        learning_rate,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make)
