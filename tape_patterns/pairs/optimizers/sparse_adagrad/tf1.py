"""Adagrad for sparse gradients in TF1."""

import tensorflow.compat.v1 as tf

from tape_patterns.pairs.optimizers.tf1_loop import trains_table


def make(learning_rate, initial_accumulator_value):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = tf.train.AdagradOptimizer(
        learning_rate,
        initial_accumulator_value=initial_accumulator_value,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_table(make)
