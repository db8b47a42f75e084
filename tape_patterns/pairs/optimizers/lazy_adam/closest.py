"""Keras' Adam, and the other rows put back."""

import numpy as np
import tensorflow as tf

from tape_patterns.pairs.optimizers.corrections import apply_rows
from tape_patterns.pairs.optimizers.tf2_loop import trains_table


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


run = trains_table(make, apply=apply_rows)
