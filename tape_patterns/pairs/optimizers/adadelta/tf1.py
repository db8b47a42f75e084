"""Adadelta in TF1: ``tf.train.AdadeltaOptimizer``."""

import tensorflow.compat.v1 as tf

from tape_patterns.pairs.optimizers.tf1_loop import trains_network


def make(learning_rate, rho, epsilon):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = tf.train.AdadeltaOptimizer(
        learning_rate,
        rho=rho,
        epsilon=epsilon,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make)
