"""``feed_dict``: placeholders become arguments of a function."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, integers, steps, batch, features, rate):
    """Return inputs, drawn with ``uniform`` and ``integers``.

    The pixels are bytes: divided by 255 they are float64, which is
    what a NumPy program feeds.
    """
    return {
        "pixels": integers(0, 256, (steps, batch, features)).astype(
            np.uint8
        ),
        "labels": integers(0, 2, (steps, batch, 1)).astype(np.int64),
        "center": uniform(0.3, 0.6, features),
        "w": uniform(-1, 1, (features, 1)),
        "learning_rate": rate,
    }


def sample(rng):
    """Draw a linear model and up to 4 batches."""
    steps, batch = int(rng.integers(1, 5)), int(rng.integers(2, 9))
    features = int(rng.integers(1, 7))
    rate = float(rng.uniform(0.01, 0.3))
    numbers = rng.uniform, rng.integers
    return draw(*numbers, steps, batch, features, rate)


STREAM = np.random.RandomState(0)

PAIR = Pair(
    __name__,
    title="Feed a step its batch",
    becomes="an argument of a `tf.function`",
    replaces={
        "tf.Session.run": ("feed_dict",),
        "tf.placeholder": ("dtype", "shape"),
        "tf.placeholder_with_default": ("input", "shape"),
    },
    cases=both_dtypes(
        Case(
            "ten_batches",
            draw(STREAM.uniform, STREAM.randint, 10, 6, 5, 0.2),
        ),
    ),
    sample=sample,
    per_step=("loss", "training_loss", "w"),
    rounding={"tf1.15": "TensorFlow 2 has another kernel for matmul."},
    graph_only={
        "tf2_signature": "Only a trace casts what it is given, by its"
        " `input_signature`."
    },
)
