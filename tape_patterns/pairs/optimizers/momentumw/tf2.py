"""Momentum with weight decay in TF2, with TF1's numbers."""

from tape_patterns.optimizers import MomentumW
from tape_patterns.pairs.optimizers.tf2_loop import trains_network


def make(learning_rate, weight_decay, momentum, nesterov):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = MomentumW(
        weight_decay,
        learning_rate,
        momentum,
        nesterov=nesterov,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make)
