"""The chain rule by hand: ``grad_ys`` becomes ``output_gradients``."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def sample(rng):
    """Draw w of shape [columns], a rate and some steps."""
    columns, steps = rng.integers(1, 6, size=2)
    return {
        "w": rng.normal(5, 10, size=columns),
        "learning_rate": float(rng.uniform(0.01, 0.5)),
        "steps": int(steps),
    }


PAIR = Pair(
    __name__,
    title="Seed the chain rule by hand",
    becomes="`tape.gradient(output_gradients=...)`",
    found_in=5,
    replaces={"tf.gradients": ("ys", "xs", "grad_ys")},
    cases=both_dtypes(
        Case(
            "post",
            {"w": np.float64(0), "learning_rate": 0.5, "steps": 1},
            published={"w": np.float64(10), "f": np.float64(0)},
        ),
        Case(
            "three_steps",
            {
                "w": np.array([1, 22, -7.5], np.float64),
                "learning_rate": 0.1,
                "steps": 3,
            },
        ),
    ),
    sample=sample,
)
