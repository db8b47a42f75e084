"""RMSProp in TF1: ``tf.train.RMSPropOptimizer``."""

import tensorflow.compat.v1 as tf

from tape_patterns.pairs.optimizers.tf1_loop import trains_network


def make(learning_rate, decay, momentum, epsilon):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = tf.train.RMSPropOptimizer(
        learning_rate,
        decay=decay,
        momentum=momentum,
        epsilon=epsilon,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make)
