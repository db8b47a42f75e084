"""Gradient accumulation: add up several batches, then step once."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, integers, sizes, rate):
    """Return inputs, drawn with ``uniform`` and ``integers``."""
    steps, parts, batch, words, rows, width = sizes
    return {
        "ids": integers(0, rows, (steps, parts, batch, words)).astype(
            np.int32
        ),
        "targets": uniform(-1, 1, (steps, parts, batch, 1)),
        "table": uniform(-1, 1, (rows, width)),
        "w": uniform(-1, 1, (width, 1)),
        "learning_rate": rate,
    }


def sample(rng):
    """Draw 2 to 4 steps of 2 to 4 parts; words come twice."""
    sizes = [int(size) for size in rng.integers(2, 5, size=6)]
    rate = float(rng.uniform(0.01, 0.1))
    return draw(rng.uniform, rng.integers, sizes, rate)


STREAM = np.random.RandomState(0)

PAIR = Pair(
    __name__,
    title="Accumulate gradients over several batches",
    aliases=("micro batches",),
    becomes="two functions around the same variables",
    found_in=2,
    replaces={
        "tf.gradients": ("ys", "xs"),
        "tf.assign_add": ("ref", "value"),
        "tf.train.Optimizer.apply_gradients": ("grads_and_vars",),
    },
    cases=both_dtypes(
        Case(
            "ten_steps",
            draw(
                STREAM.uniform,
                STREAM.randint,
                (10, 3, 4, 3, 6, 2),
                0.02,
            ),
        ),
    ),
    sample=sample,
    per_step=("losses", "table_sum", "w_sum", "table", "w"),
    rounding={"tf1.15": "TensorFlow 2 has another kernel for matmul."},
)
