"""Nesterov's momentum in TF1: ``tf.train.MomentumOptimizer``."""

import tensorflow.compat.v1 as tf

from tape_patterns.pairs.optimizers.tf1_loop import trains_network


def make(learning_rate, momentum):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = tf.train.MomentumOptimizer(
        learning_rate,
        momentum,
        use_nesterov=True,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make)
