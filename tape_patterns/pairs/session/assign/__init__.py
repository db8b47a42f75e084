"""``tf.assign``, ``tf.group``: a flat vector goes into variables."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, steps, batch, features, hidden):
    """Return a network, data and directions to try.

    The last one is zero: a loss that stays is not better.
    """
    shapes = [(features, hidden), (hidden,), (hidden, 1)]
    size = sum(int(np.prod(shape)) for shape in shapes)
    directions = uniform(-0.3, 0.3, (steps, size))
    directions[-1] = 0
    return {
        "x": uniform(-2, 2, (batch, features)),
        "y": uniform(-1, 1, (batch, 1)),
        "weights": [uniform(-1, 1, shape) for shape in shapes],
        "directions": directions,
    }


def sample(rng):
    """Draw a network of up to 8 hidden units and up to 6 directions."""
    steps, batch = int(rng.integers(2, 7)), int(rng.integers(1, 9))
    features, hidden = int(rng.integers(1, 5)), int(rng.integers(1, 9))
    return draw(rng.uniform, steps, batch, features, hidden)


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Write a flat vector into the variables",
    becomes="`v.assign`",
    replaces={"tf.assign": ("ref", "value"), "tf.group": ("inputs",)},
    cases=both_dtypes(
        # Some directions are better, and are kept; others are undone.
        Case("twenty_directions", draw(UNIFORM, 20, 6, 3, 4)),
    ),
    sample=sample,
    per_step=("tried", "loss", "kept", "theta", "w1", "b1", "w2"),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
)
