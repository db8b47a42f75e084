"""``tf.gradients`` of a matrix: the sum, not the Jacobian."""

import numpy as np

from tape_patterns.pair import Case, Pair


def sample(rng):
    """Draw x of shape [rows, 1] and w of shape [columns]."""
    rows, columns = rng.integers(1, 6, size=2)
    return {
        "x": rng.normal(size=(rows, 1)).astype(np.float32),
        "w": rng.normal(size=columns).astype(np.float32),
    }


PAIR = Pair(
    __name__,
    title="Differentiate a loss that is not a scalar",
    replaces={"tf.gradients": ("ys", "xs")},
    cases=(
        Case(
            "post",
            {
                "x": np.array([[1], [2]], np.float32),
                "w": np.float32(10),
            },
            published={
                "summed": np.float32(60),
                "each": np.array([[20], [40]], np.float32),
            },
        ),
        Case(
            "two_weights",
            {
                "x": np.array([[1], [2], [-0.5]], np.float32),
                "w": np.array([10, -3], np.float32),
            },
        ),
    ),
    sample=sample,
)
