"""Follow the regularized leader in TF1: ``tf.train.FtrlOptimizer``."""

import tensorflow.compat.v1 as tf

from tape_patterns.pairs.optimizers.tf1_loop import trains_network


def make(learning_rate, power, start, l1, l2, shrinkage):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = tf.train.FtrlOptimizer(
        learning_rate,
        learning_rate_power=power,
        initial_accumulator_value=start,
        l1_regularization_strength=l1,
        l2_regularization_strength=l2,
        l2_shrinkage_regularization_strength=shrinkage,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make)
