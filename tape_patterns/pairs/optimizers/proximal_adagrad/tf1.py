"""Proximal Adagrad in TF1: ``tf.train.ProximalAdagradOptimizer``."""

import tensorflow.compat.v1 as tf

from tape_patterns.pairs.optimizers.tf1_loop import trains_network


def make(learning_rate, start, l1, l2):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = tf.train.ProximalAdagradOptimizer(
        learning_rate,
        initial_accumulator_value=start,
        l1_regularization_strength=l1,
        l2_regularization_strength=l2,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make)
