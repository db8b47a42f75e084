"""Gradient descent in TF1: ``tf.train.GradientDescentOptimizer``."""

import tensorflow.compat.v1 as tf

from tape_patterns.pairs.optimizers.tf1_loop import trains_network


def make(learning_rate):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = tf.train.GradientDescentOptimizer(
        learning_rate,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make)
