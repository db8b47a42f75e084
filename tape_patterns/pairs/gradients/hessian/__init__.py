"""Hessians: ``tf.hessians`` becomes the Jacobian of a gradient."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, rows, features, classes, steps):
    """Return inputs; the numbers come from ``uniform``."""
    scores = uniform(0, 1, (rows, classes))
    return {
        "x": uniform(-1, 1, (rows, features)),
        "labels": scores / scores.sum(axis=1, keepdims=True),
        "w": uniform(-1, 1, (features, classes)),
        "b": uniform(-1, 1, (classes,)),
        "steps": steps,
    }


def sample(rng):
    """Draw up to 12 rows, 4 features, 4 classes and 2 steps."""
    rows, features = int(rng.integers(1, 13)), int(rng.integers(1, 5))
    classes, steps = int(rng.integers(2, 5)), int(rng.integers(1, 3))
    return draw(rng.uniform, rows, features, classes, steps)


BATCHED = (
    "`jacobian` batches the matrix products, and the graph optimizer"
    " regroups arithmetic."
)

PAIR = Pair(
    __name__,
    title="Compute a Hessian",
    becomes="`outer.jacobian(inner.gradient(...))`",
    replaces={"tf.hessians": ("ys", "xs")},
    cases=both_dtypes(
        Case(
            "newton", draw(np.random.RandomState(0).uniform, 7, 4, 3, 2)
        ),
    ),
    sample=sample,
    rounding={
        "tf1.15": (
            "TensorFlow 2 has other kernels for matmul and softmax."
        ),
        "eager": BATCHED,
        "function": BATCHED,
        "function:loop": (
            "The graph optimizer regroups arithmetic; with it off, the"
            " numbers are identical."
        ),
    },
)
