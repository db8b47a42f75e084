"""``Optimizer.minimize``: a tape, then ``apply_gradients``."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def sample(rng):
    """Draw w of shape [columns], x of shape [rows, 1], a few steps."""
    rows, columns, steps = rng.integers(1, 6, size=3)
    return {
        "x": rng.normal(size=(rows, 1)),
        "w": rng.normal(size=columns),
        "learning_rate": float(rng.uniform(0.01, 0.1)),
        "steps": int(steps),
    }


PAIR = Pair(
    __name__,
    title="Take one training step",
    becomes="`tape.gradient`, `optimizer.apply_gradients`",
    found_in=15,
    replaces={"tf.train.Optimizer.minimize": ("loss",)},
    cases=both_dtypes(
        Case(
            "post",
            {
                "x": np.array([[1], [2]], np.float64),
                "w": np.float64(10),
                "learning_rate": 1.0,
                "steps": 1,
            },
            published={
                "gradient": np.float64(60),
                "w": np.float64(-50),
            },
        ),
        Case(
            "three_steps",
            {
                "x": np.array([[1], [2], [-0.5]], np.float64),
                "w": np.array([10, -3], np.float64),
                "learning_rate": 0.1,
                "steps": 3,
            },
        ),
    ),
    sample=sample,
)
