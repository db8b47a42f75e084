"""Nadam in TF1: ``tf.contrib.opt.NadamOptimizer``."""

import tensorflow as tf

from tape_patterns.pairs.optimizers.tf1_loop import trains_network


def make(learning_rate, beta1, beta2, epsilon):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = tf.contrib.opt.NadamOptimizer(
        learning_rate,
        beta1=beta1,
        beta2=beta2,
        epsilon=epsilon,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make)
