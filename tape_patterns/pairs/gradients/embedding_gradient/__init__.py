"""The gradient of an embedding: rows, as ``tf.IndexedSlices``."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, integers, sizes, learning_rate):
    """Return inputs, drawn with ``uniform`` and ``integers``."""
    steps, batch, words, rows, width = sizes
    return {
        "ids": integers(0, rows, (steps, batch, words)).astype(
            np.int32
        ),
        "targets": uniform(-1, 1, (steps, batch, 1)),
        "table": uniform(-1, 1, (rows, width)),
        "w": uniform(-1, 1, (width, 1)),
        "learning_rate": learning_rate,
    }


def sample(rng):
    """Draw up to 4 steps; few rows, so that words come twice."""
    sizes = [int(size) for size in rng.integers(1, 5, size=5)]
    # TF1.15 rounds the rate to float32 for dense gradients only.
    rate = float(np.float32(rng.uniform(0.01, 0.2)))
    return draw(rng.uniform, rng.integers, sizes, rate)


STREAM = np.random.RandomState(0)

PAIR = Pair(
    __name__,
    title="Differentiate an embedding lookup",
    becomes="`tape.gradient`: `tf.IndexedSlices` too",
    replaces={"tf.gradients": ("ys", "xs")},
    cases=both_dtypes(
        Case(
            "five_steps",
            draw(
                STREAM.uniform, STREAM.randint, (5, 4, 3, 6, 2), 0.125
            ),
        ),
    ),
    sample=sample,
    rounding={"tf1.15": "TensorFlow 2 has another kernel for matmul."},
    per_step=("loss", "values", "indices", "table"),
)
