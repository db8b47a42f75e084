"""Keras' Adagrad, and the proximal step after it."""

import tensorflow as tf

from tape_patterns.pairs.optimizers.corrections import shrink
from tape_patterns.pairs.optimizers.tf2_loop import trains_network


def make(learning_rate, start, l1, l2):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.Adagrad(
        learning_rate,
        initial_accumulator_value=start,
        epsilon=0.0,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make, apply=shrink)
