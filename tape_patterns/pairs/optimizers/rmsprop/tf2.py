"""RMSProp in TF2, with TF1's numbers."""

from tape_patterns.optimizers import RMSprop
from tape_patterns.pairs.optimizers.tf2_loop import trains_network


def make(learning_rate, decay, momentum, epsilon):
    """Return the optimizer."""
    # --8<-- [start:pattern]
    optimizer = RMSprop(
        learning_rate,
        rho=decay,
        momentum=momentum,
        epsilon=epsilon,
    )
    # --8<-- [end:pattern]
    return optimizer


run = trains_network(make)
