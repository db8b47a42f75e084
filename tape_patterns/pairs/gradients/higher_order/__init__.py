"""Higher derivatives: nested ``tf.gradients`` become nested tapes."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, points, hidden, learning_rate, steps):
    """Return inputs; the numbers come from ``uniform``."""
    shapes = [(2, hidden), (hidden,), (hidden, 2), (2,)]
    return {
        "t": uniform(0, 1, (points, 1)),
        "x": uniform(-2, 2, (points, 1)),
        "weights": [uniform(-0.5, 0.5, shape) for shape in shapes],
        "learning_rate": learning_rate,
        "steps": steps,
    }


def sample(rng):
    """Draw up to 20 points, a small network and a few steps."""
    points, hidden = int(rng.integers(1, 21)), int(rng.integers(1, 9))
    rate = float(rng.uniform(1e-4, 1e-2))
    steps = int(rng.integers(1, 4))
    return draw(rng.uniform, points, hidden, rate, steps)


PAIR = Pair(
    __name__,
    title="Take second derivatives, and train on them",
    becomes="a tape in a tape",
    found_in=7,
    replaces={"tf.gradients": ("ys", "xs")},
    cases=both_dtypes(
        Case(
            "schroedinger",
            draw(np.random.RandomState(0).uniform, 12, 7, 0.01, 5),
        ),
    ),
    sample=sample,
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh.",
        "eager": (
            "An eager tape adds the terms of a sum in another order."
        ),
        "function": (
            "The graph optimizer regroups arithmetic; with it off, the"
            " numbers are identical."
        ),
    },
)
