"""Keras' SGD, and the other rows put back."""

import tensorflow as tf

from tape_patterns.pairs.optimizers.corrections import (
    apply_rows,
    rescale,
)
from tape_patterns.pairs.optimizers.tf2_loop import trains_table


def make(learning_rate, momentum):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.SGD(
        learning_rate,
        momentum=momentum,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_table(make, apply=apply_rows, set_rate=rescale)
