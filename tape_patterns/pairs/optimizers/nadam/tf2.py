"""Nadam in TF2, with TF1's numbers."""

from tape_patterns.optimizers import Nadam
from tape_patterns.pairs.optimizers.tf2_loop import trains_network


def make(learning_rate, beta1, beta2, epsilon):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = Nadam(
        learning_rate,
        beta_1=beta1,
        beta_2=beta2,
        epsilon=epsilon,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make)
