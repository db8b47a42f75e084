"""Adam for sparse gradients in TF1: ``tf.train.AdamOptimizer``."""

import tensorflow.compat.v1 as tf

from tape_patterns.pairs.optimizers.tf1_loop import trains_table


def make(learning_rate, beta1, beta2, epsilon):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = tf.train.AdamOptimizer(
        learning_rate,
        beta1=beta1,
        beta2=beta2,
        epsilon=epsilon,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_table(make)
