"""Adadelta in TF2, with TF1's numbers."""

from tape_patterns.optimizers import Adadelta
from tape_patterns.pairs.optimizers.tf2_loop import trains_network


def make(learning_rate, rho, epsilon):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = Adadelta(
        learning_rate,
        rho=rho,
        epsilon=epsilon,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make)
