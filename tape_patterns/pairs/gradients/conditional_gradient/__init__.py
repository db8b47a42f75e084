"""A loss with ``tf.cond`` in it: only one branch counts."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, sizes, threshold, learning_rate):
    """Return inputs; the numbers come from ``uniform``."""
    steps, batch, features = sizes
    return {
        "x": uniform(-1, 1, (steps, batch, features)),
        "targets": uniform(-2, 2, (steps, batch, 1)),
        "w": uniform(-1, 1, (features, 1)),
        "scale": np.float64(uniform(-0.5, 0.5)),
        "threshold": threshold,
        "learning_rate": learning_rate,
    }


def sample(rng):
    """Draw up to 5 steps; each branch is taken now and then."""
    sizes = [int(size) for size in rng.integers(1, 6, size=3)]
    threshold = float(rng.uniform(0.5, 6))
    return draw(rng.uniform, sizes, threshold, 0.05)


PAIR = Pair(
    __name__,
    title="Differentiate through a condition",
    becomes="`if` in a `tf.function`",
    replaces={"tf.gradients": ("ys", "xs"), "tf.cond": ("pred",)},
    cases=both_dtypes(
        Case(
            "both_branches",
            draw(
                np.random.RandomState(0).uniform, (6, 4, 3), 5.0, 0.05
            ),
        ),
        Case(
            "exact_fit",
            {
                "x": np.ones((2, 3, 2), np.float64),
                "targets": np.zeros((2, 3, 1), np.float64),
                "w": np.zeros((2, 1), np.float64),
                "scale": np.float64(0.5),
                "threshold": 5.0,
                "learning_rate": 0.05,
            },
        ),
        Case(
            # The squares sum to 5 exactly: not more than the threshold.
            "on_the_threshold",
            {
                "x": np.ones((1, 5, 1)),
                "targets": np.full((1, 5, 1), 2.0),
                "w": np.ones((1, 1)),
                "scale": np.float64(0.25),
                "threshold": 5.0,
                "learning_rate": 0.05,
            },
        ),
    ),
    sample=sample,
    rounding={
        "tf1.15": (
            "TensorFlow 2 has other kernels for matmul, exp and log."
        )
    },
    per_step=("loss", "dw", "dscale", "w", "scale"),
)
