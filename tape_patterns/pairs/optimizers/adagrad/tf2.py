"""Adagrad in TF2, with TF1's numbers."""

from tape_patterns.optimizers import Adagrad
from tape_patterns.pairs.optimizers.tf2_loop import trains_network


def make(learning_rate, initial_accumulator_value):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = Adagrad(
        learning_rate,
        initial_accumulator_value,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make)
