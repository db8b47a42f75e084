"""Keras' Adam with TF1's epsilon, betas rounded to float32."""

import numpy as np
import tensorflow as tf

from tape_patterns.pairs.optimizers.tf2_loop import trains_network


def make(learning_rate, beta1, beta2, epsilon):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    # TF1 rounds both to float32 before it takes them from 1.
    beta1 = float(np.float32(beta1))
    beta2 = float(np.float32(beta2))
    optimizer = tf.keras.optimizers.Adam(
        learning_rate,
        beta_1=beta1,
        beta_2=beta2,
        epsilon=epsilon,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make)
