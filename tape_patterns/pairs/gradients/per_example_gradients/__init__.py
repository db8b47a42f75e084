"""The gradient of each example's loss: a loop becomes ``jacobian``."""

import numpy as np

from tape_patterns.pair import Bound, Case, Pair


def draw(uniform, batch, features, hidden, classes):
    """Return inputs; the numbers come from ``uniform``."""
    shapes = [
        (features, hidden),
        (hidden,),
        (hidden, classes),
        (classes,),
    ]
    return {
        "x": uniform(-1, 1, (batch, features)).astype(np.float32),
        "labels": uniform(0, classes, batch).astype(np.int32),
        "weights": [
            uniform(-1, 1, shape).astype(np.float32) for shape in shapes
        ],
    }


def sample(rng):
    """Draw a classifier and a batch of 2 to 6 examples."""
    batch, features, hidden = rng.integers(2, 7, size=3)
    return draw(
        rng.uniform, batch, features, hidden, rng.integers(2, 5)
    )


PAIR = Pair(
    __name__,
    title="Compute a gradient for each example",
    replaces={"tf.gradients": ("ys", "xs")},
    cases=(
        Case(
            "classifier",
            draw(np.random.RandomState(0).uniform, 8, 4, 6, 3),
        ),
    ),
    sample=sample,
    bounds={
        "tf1.15": Bound(
            2.2e-6,
            "TensorFlow 2 has other kernels for matmul, tanh and"
            " softmax.",
        )
    },
)
