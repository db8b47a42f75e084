"""Momentum for sparse gradients in TF1."""

import tensorflow.compat.v1 as tf

from tape_patterns.pairs.optimizers.tf1_loop import trains_table


def make(learning_rate, momentum):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = tf.train.MomentumOptimizer(
        learning_rate,
        momentum,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_table(make)
