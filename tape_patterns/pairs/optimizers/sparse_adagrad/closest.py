"""Keras' Adagrad on the dense gradient, without its epsilon."""

import tensorflow as tf

from tape_patterns.pairs.optimizers.corrections import apply_dense
from tape_patterns.pairs.optimizers.tf2_loop import trains_table


def make(learning_rate, initial_accumulator_value):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.Adagrad(
        learning_rate,
        initial_accumulator_value=initial_accumulator_value,
        epsilon=0.0,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_table(make, apply=apply_dense)
