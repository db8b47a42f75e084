"""Keras' Ftrl: the same arguments."""

import tensorflow as tf

from tape_patterns.pairs.optimizers.tf2_loop import trains_network


def make(learning_rate, power, start, l1, l2, shrinkage):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.Ftrl(
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
