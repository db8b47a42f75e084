"""The gradient of each example's loss: a loop becomes ``jacobian``."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, batch, features, hidden, classes):
    """Return inputs; the numbers come from ``uniform``."""
    shapes = [
        (features, hidden),
        (hidden,),
        (hidden, classes),
        (classes,),
    ]
    return {
        "x": uniform(-1, 1, (batch, features)),
        "labels": uniform(0, classes, batch).astype(np.int32),
        "weights": [uniform(-1, 1, shape) for shape in shapes],
    }


def sample(rng):
    """Draw a classifier and a batch of 2 to 6 examples."""
    batch, features, hidden = rng.integers(2, 7, size=3)
    return draw(
        rng.uniform, batch, features, hidden, rng.integers(2, 5)
    )


BATCHED = (
    "The examples' matrix products become one, and a kernel may round a"
    " row by the number of rows."
)

PAIR = Pair(
    __name__,
    title="Compute a gradient for each example",
    aliases=("EWC", "Fisher information", "influence function"),
    becomes="`tape.jacobian`",
    replaces={"tf.gradients": ("ys", "xs")},
    cases=both_dtypes(
        Case(
            "classifier",
            draw(np.random.RandomState(0).uniform, 8, 4, 6, 3),
        ),
    ),
    sample=sample,
    rounding={
        "eager": BATCHED,
        "function": BATCHED,
        "eager:vectorized_map": BATCHED,
        "function:vectorized_map": BATCHED,
        "tf1.15": (
            "TensorFlow 2 has other kernels for matmul, tanh and"
            " softmax."
        ),
    },
)
