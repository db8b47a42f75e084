"""``tf.train.ExponentialMovingAverage`` of the weights."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, steps, batch, features, hidden, settings):
    """Return inputs; the numbers come from ``uniform``."""
    decay, counted, rate = settings
    return {
        "x": uniform(-1, 1, (steps, batch, features)),
        "y": uniform(-1, 1, (steps, batch, 1)),
        "weights": [
            uniform(-1, 1, (features, hidden)),
            uniform(-1, 1, (hidden, 1)),
        ],
        "decay": decay,
        "counted": counted,
        "learning_rate": rate,
    }


def sample(rng):
    """Draw a network, up to 5 batches and a decay."""
    steps, batch = int(rng.integers(2, 6)), int(rng.integers(1, 9))
    features, hidden = int(rng.integers(1, 5)), int(rng.integers(1, 9))
    decay = float(rng.choice([0.5, 0.9, 0.99, 0.999]))
    settings = (
        decay,
        bool(rng.integers(2)),
        float(rng.uniform(0.1, 0.4)),
    )
    return draw(rng.uniform, steps, batch, features, hidden, settings)


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Average the weights over the steps",
    aliases=("EMA", "Polyak average"),
    becomes="`tf.train.ExponentialMovingAverage`",
    found_in=3,
    replaces={
        "tf.train.ExponentialMovingAverage": ("decay", "num_updates"),
        "tf.train.ExponentialMovingAverage.apply": ("var_list",),
        "tf.train.ExponentialMovingAverage.average": ("var",),
    },
    cases=both_dtypes(
        Case(
            "num_updates", draw(UNIFORM, 20, 6, 3, 4, (0.6, True, 0.3))
        ),
        Case(
            "decay_alone", draw(UNIFORM, 10, 6, 3, 4, (0.9, False, 0.3))
        ),
    ),
    sample=sample,
    per_step=("loss", "evaluated", "w1", "w2", "average1", "average2"),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
)
