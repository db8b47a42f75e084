"""Momentum with weight decay in TF1."""

import tensorflow as tf

from tape_patterns.pairs.optimizers.tf1_loop import trains_network


def make(learning_rate, weight_decay, momentum, nesterov):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = tf.contrib.opt.MomentumWOptimizer(
        weight_decay,
        learning_rate,
        momentum,
        use_nesterov=nesterov,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make)
