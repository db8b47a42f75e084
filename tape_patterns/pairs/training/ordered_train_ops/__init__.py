"""``tf.control_dependencies``: one train op after another."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, steps, batch, features, hidden, rate):
    """Return inputs; the numbers come from ``uniform``."""
    return {
        "x": uniform(-2, 2, (steps, batch, features)),
        "y": uniform(-1, 1, (steps, batch, 1)),
        "weights": [
            uniform(-1, 1, (features, hidden)),
            uniform(-1, 1, (hidden, 1)),
        ],
        "learning_rate": rate,
    }


def sample(rng):
    """Draw a network and up to 5 batches."""
    steps, batch = int(rng.integers(1, 6)), int(rng.integers(1, 9))
    features, hidden = int(rng.integers(1, 5)), int(rng.integers(1, 9))
    rate = float(rng.uniform(0.01, 0.2))
    return draw(rng.uniform, steps, batch, features, hidden, rate)


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Run one update after another",
    becomes="the order of the lines",
    found_in=3,
    replaces={"tf.control_dependencies": ("control_inputs",)},
    cases=both_dtypes(
        Case("twenty_steps", draw(UNIFORM, 20, 6, 3, 4, 0.1)),
    ),
    sample=sample,
    per_step=("before", "between", "w1", "w2"),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
)
