"""Batch normalisation: who moves the moving averages."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes

RATES = ((0.01, 0.1), (0.5, 0.999))
"""The ends of both: the learning rate, and the momentum."""


def draw(uniform, steps, batch, size, rates):
    """Return inputs; the numbers come from ``uniform``."""
    learning_rate, momentum = rates
    return {
        "x": uniform(-1, 3, (steps, batch, size)),
        "y": uniform(-1, 1, (steps, batch, 1)),
        "w": uniform(-1, 1, (size, 1)),
        "gamma": uniform(0.5, 1.5, size),
        "beta": uniform(-1, 1, size),
        "learning_rate": learning_rate,
        "momentum": momentum,
    }


def sample(rng):
    """Draw a layer, both rates and up to 4 steps."""
    steps, batch = int(rng.integers(1, 5)), int(rng.integers(3, 9))
    size = int(rng.integers(2, 5))
    rates = [float(rng.uniform(*ends)) for ends in RATES]
    return draw(rng.uniform, steps, batch, size, rates)


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Train with batch normalisation",
    aliases=(
        "batch norm",
        "batch normalization",
        "batch normalisation",
    ),
    becomes="a layer called with `training=True`",
    found_in=3,
    replaces={
        "tf.layers.batch_normalization": (
            "momentum",
            "epsilon",
            "training",
        ),
        "tf.GraphKeys.UPDATE_OPS": (),
    },
    cases=both_dtypes(
        Case("five_steps", draw(UNIFORM, 5, 6, 3, [0.05, 0.9])),
    ),
    sample=sample,
    per_step=("loss", "mean", "variance", "w", "gamma", "beta"),
    compat_v1=False,
    rounding={
        "function": "Keras multiplies both parts of a moving average.",
        "eager": "Keras multiplies both parts of a moving average.",
    },
)
