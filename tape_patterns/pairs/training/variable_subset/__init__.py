"""``var_list``: train some variables, freeze the others."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, steps, batch, features, hidden, rate):
    """Return inputs; ``steps`` are those of each phase."""
    return {
        "x": uniform(-1, 1, (sum(steps), batch, features)),
        "targets": uniform(-1, 1, (sum(steps), batch, 1)),
        "body": [
            uniform(-1, 1, (features, hidden)),
            uniform(-1, 1, hidden),
        ],
        "head": [uniform(-1, 1, (hidden, 1)), uniform(-1, 1, 1)],
        "frozen_steps": steps[0],
        "learning_rate": rate,
    }


def sample(rng):
    """Draw a network, and up to 3 steps of each phase."""
    steps = [int(size) for size in rng.integers(1, 4, 2)]
    batch, features, hidden = (
        int(size) for size in rng.integers(1, 8, 3)
    )
    rate = float(rng.uniform(0.01, 0.2))
    return draw(rng.uniform, steps, batch, features, hidden, rate)


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Train some variables and freeze the others",
    aliases=("fine tuning", "freeze layers"),
    becomes="the same list for tape and optimizer",
    found_in=8,
    replaces={
        "tf.train.Optimizer.minimize": ("loss", "var_list"),
        "tf.get_collection": ("key", "scope"),
    },
    cases=both_dtypes(
        Case("twenty_steps", draw(UNIFORM, [10, 10], 6, 3, 5, 0.1)),
    ),
    sample=sample,
    per_step=("loss", "body_w", "body_b", "head_w", "head_b"),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
)
