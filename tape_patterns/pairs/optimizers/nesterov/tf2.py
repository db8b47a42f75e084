"""Nesterov's momentum in TF2, with TF1's numbers."""

from tape_patterns.optimizers import Momentum
from tape_patterns.pairs.optimizers.tf2_loop import trains_network


def make(learning_rate, momentum):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = Momentum(
        learning_rate,
        momentum,
        nesterov=True,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make)
