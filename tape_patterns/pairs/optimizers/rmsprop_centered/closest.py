"""Keras' RMSprop, its mean square started at one."""

import tensorflow as tf

from tape_patterns.pairs.optimizers.corrections import start_at_one
from tape_patterns.pairs.optimizers.tf2_loop import trains_network


def make(learning_rate, decay, momentum, epsilon):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.RMSprop(
        learning_rate,
        rho=decay,
        momentum=momentum,
        epsilon=epsilon,
        centered=True,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make, built=start_at_one)
