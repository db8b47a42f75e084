"""``tf.gradients`` of a matrix: the sum, not the Jacobian."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def sample(rng):
    """Draw x of shape [rows, 1] and w of shape [columns]."""
    rows, columns = rng.integers(1, 6, size=2)
    return {
        "x": rng.normal(size=(rows, 1)),
        "w": rng.normal(size=columns),
    }


PAIR = Pair(
    __name__,
    title="Differentiate a loss that is not a scalar",
    becomes="`tape.gradient`, which sums too",
    found_in=8,
    replaces={"tf.gradients": ("ys", "xs")},
    cases=both_dtypes(
        Case(
            "post",
            {
                "x": np.array([[1], [2]], np.float64),
                "w": np.float64(10),
            },
            published={
                "summed": np.float64(60),
                "each": np.array([[20], [40]], np.float64),
            },
        ),
        Case(
            "two_weights",
            {
                "x": np.array([[1], [2], [-0.5]], np.float64),
                "w": np.array([10, -3], np.float64),
            },
        ),
    ),
    sample=sample,
)
