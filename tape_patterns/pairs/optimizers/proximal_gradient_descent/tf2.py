"""Proximal gradient descent in TF2, with TF1's numbers."""

from tape_patterns.optimizers import ProximalGradientDescent
from tape_patterns.pairs.optimizers.tf2_loop import trains_network


def make(learning_rate, l1, l2):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = ProximalGradientDescent(
        learning_rate,
        l1_regularization_strength=l1,
        l2_regularization_strength=l2,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make)
