"""``fetches``: what a session computed together, a function returns."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, integers, steps, batch, features, classes, rate):
    """Return inputs, drawn with ``uniform`` and ``integers``."""
    labels = integers(0, classes, (steps, batch))
    return {
        "images": uniform(-1, 1, (steps, batch, features)),
        "labels": labels.astype(np.int64),
        "weights": [
            uniform(-1, 1, (features, classes)),
            uniform(-0.5, 0.5, classes),
        ],
        "learning_rate": rate,
    }


def sample(rng):
    """Draw a softmax classifier and up to 4 batches."""
    steps, batch = int(rng.integers(1, 5)), int(rng.integers(2, 17))
    features, classes = int(rng.integers(2, 7)), int(rng.integers(2, 6))
    rate = float(rng.uniform(0.05, 1))
    numbers = rng.uniform, rng.integers
    return draw(*numbers, steps, batch, features, classes, rate)


STREAM = np.random.RandomState(0)

PAIR = Pair(
    __name__,
    title="Fetch several values of one step",
    becomes="what a `tf.function` returns",
    replaces={
        "tf.Session": (),
        "tf.InteractiveSession": (),
        "tf.Session.run": ("fetches",),
    },
    cases=both_dtypes(
        Case(
            "twenty_steps",
            draw(STREAM.uniform, STREAM.randint, 20, 8, 4, 3, 0.5),
        ),
    ),
    sample=sample,
    per_step=("loss", "accuracy", "norm", "w", "b"),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and exp."
    },
)
