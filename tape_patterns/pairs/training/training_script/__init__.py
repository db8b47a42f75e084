"""A whole training script of TF1, and its port."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, shape, settings):
    """Return inputs; the numbers come from ``uniform``."""
    steps, batch, features, hidden = shape
    decay_steps, saved_after, momentum, decay, clip = settings
    return {
        "x": uniform(-2, 2, (steps, batch, features)),
        "y": uniform(-1, 1, (steps, batch, 1)),
        "start": [
            uniform(-1, 1, (features, hidden)),
            uniform(-1, 1, (hidden, hidden + 1)),
            uniform(-1, 1, (hidden + 1, 1)),
        ],
        "learning_rate": np.float64(0.125),
        "decay_steps": decay_steps,
        "saved_after": saved_after,
        "momentum": momentum,
        "decay": decay,
        "clip": clip,
        "l2": 0.01,
    }


def sample(rng):
    """Draw a network, 2 to 6 steps, and the settings."""
    steps = int(rng.integers(2, 7))
    shape = (
        steps,
        *(int(n) for n in rng.integers([4, 1, 2], [9, 5, 6])),
    )
    settings = (
        int(rng.integers(1, 4)),
        int(rng.integers(1, steps + 1)),
        float(rng.choice([0.5, 0.75, 0.875])),
        float(rng.choice([0.5, 0.75, 0.875])),
        float(rng.choice([0.25, 1.0, 100.0])),
    )
    return draw(rng.uniform, shape, settings)


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="A whole training script",
    becomes="objects and one `tf.function`",
    replaces={
        "tf.train.Saver.save": ("sess", "save_path", "global_step"),
        "tf.train.ExponentialMovingAverage.variables_to_restore": (
            "moving_avg_variables",
        ),
    },
    cases=both_dtypes(
        Case(
            "ten_steps",
            draw(UNIFORM, (10, 6, 3, 4), (3, 8, 0.875, 0.75, 0.5)),
        ),
    ),
    sample=sample,
    per_step=(
        "loss",
        "rate",
        "hidden",
        "head",
        "gamma",
        "beta",
        "mean",
        "variance",
    ),
    compat_v1=False,
    rounding={
        "function": "Keras multiplies both parts of a moving average.",
        "eager": "Keras multiplies both parts of a moving average.",
    },
)
