"""Adagrad with dual averaging in TF2, with TF1's numbers."""

from tape_patterns.optimizers import AdagradDA
from tape_patterns.pairs.optimizers.tf2_loop import trains_network


def make(learning_rate, start, l1, l2):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = AdagradDA(
        learning_rate,
        initial_gradient_squared_accumulator_value=start,
        l1_regularization_strength=l1,
        l2_regularization_strength=l2,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make)
