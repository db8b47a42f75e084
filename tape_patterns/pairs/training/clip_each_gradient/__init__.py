"""Clip each gradient: ``tf.clip_by_norm``, ``tf.clip_by_value``."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, sizes, limit, rate):
    """Return inputs; the numbers come from ``uniform``."""
    steps, batch, features, hidden = sizes
    return {
        "x": uniform(-1, 1, (steps, batch, features)),
        "targets": uniform(-1, 1, (steps, batch, 1)),
        "weights": [
            uniform(-1, 1, (features, hidden)),
            uniform(-1, 1, hidden),
            uniform(-1, 1, (hidden, 1)),
        ],
        "limit": limit,
        "learning_rate": rate,
    }


def sample(rng):
    """Draw a network, and a limit that some gradients exceed."""
    sizes = [int(size) for size in rng.integers(2, 8, 4)]
    limit = float(rng.uniform(0.1, 2))
    rate = float(rng.uniform(0.01, 0.1))
    return draw(rng.uniform, sizes, limit, rate)


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Clip each gradient",
    becomes="`tf.clip_by_norm`, `tf.clip_by_value`",
    found_in=2,
    replaces={
        "tf.clip_by_norm": ("t", "clip_norm"),
        "tf.clip_by_value": ("t", "clip_value_min", "clip_value_max"),
        "tf.train.Optimizer.compute_gradients": ("loss", "var_list"),
    },
    cases=both_dtypes(
        Case("clipped", draw(UNIFORM, (20, 6, 3, 5), 0.5, 0.1)),
        Case("not_clipped", draw(UNIFORM, (6, 6, 3, 5), 1e3, 0.02)),
    ),
    sample=sample,
    per_step=("loss", "w1", "b1", "w2", "unused"),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
)
