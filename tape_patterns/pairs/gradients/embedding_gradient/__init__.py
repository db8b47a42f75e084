"""The gradient of an embedding: rows, as ``tf.IndexedSlices``."""

import numpy as np

from tape_patterns.pair import Bound, Case, Pair


def draw(uniform, integers, sizes, learning_rate):
    """Return inputs, drawn with ``uniform`` and ``integers``."""
    steps, batch, words, rows, width = sizes
    return {
        "ids": integers(0, rows, (steps, batch, words)).astype(
            np.int32
        ),
        "targets": uniform(-1, 1, (steps, batch, 1)).astype(np.float32),
        "table": uniform(-1, 1, (rows, width)).astype(np.float32),
        "w": uniform(-1, 1, (width, 1)).astype(np.float32),
        "learning_rate": learning_rate,
    }


def sample(rng):
    """Draw up to 4 steps; few rows, so that words come twice."""
    sizes = [int(size) for size in rng.integers(1, 5, size=5)]
    rate = float(rng.uniform(0.01, 0.2))
    return draw(rng.uniform, rng.integers, sizes, rate)


STREAM = np.random.RandomState(0)

PAIR = Pair(
    __name__,
    title="Differentiate an embedding lookup",
    replaces={"tf.gradients": ("ys", "xs")},
    cases=(
        Case(
            "five_steps",
            draw(STREAM.uniform, STREAM.randint, (5, 4, 3, 6, 2), 0.1),
        ),
    ),
    sample=sample,
    bounds={
        "tf1.15": Bound(
            1.2e-6, "TensorFlow 2 has another kernel for matmul."
        )
    },
    per_step=("values", "indices", "table"),
)
