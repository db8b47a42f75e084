"""``tf.get_variable`` with ``reuse``: weights that are used twice."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, integers, steps, batch, features, hidden, rate):
    """Return inputs, drawn with ``uniform`` and ``integers``."""
    return {
        "left": uniform(-2, 2, (steps, batch, features)),
        "right": uniform(-2, 2, (steps, batch, features)),
        "same": integers(0, 2, (steps, batch)).astype(np.float64),
        "weights": [
            uniform(-1, 1, (features, hidden)),
            uniform(-0.5, 0.5, hidden),
        ],
        "learning_rate": rate,
    }


def sample(rng):
    """Draw an encoder and up to 4 batches of pairs."""
    steps, batch = int(rng.integers(1, 5)), int(rng.integers(2, 9))
    features, hidden = int(rng.integers(1, 5)), int(rng.integers(1, 9))
    rate = float(rng.uniform(0.001, 0.02))
    numbers = rng.uniform, rng.integers
    return draw(*numbers, steps, batch, features, hidden, rate)


STREAM = np.random.RandomState(0)

PAIR = Pair(
    __name__,
    title="Use the same variables twice",
    becomes="an object called twice",
    replaces={
        "tf.get_variable": ("name", "initializer"),
        "tf.variable_scope": ("name_or_scope", "reuse"),
        "tf.global_variables_initializer": (),
    },
    cases=both_dtypes(
        Case(
            "twenty_steps",
            draw(STREAM.uniform, STREAM.randint, 20, 6, 3, 4, 0.02),
        ),
    ),
    sample=sample,
    per_step=("distance", "loss", "dw", "db", "w", "b"),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
)
