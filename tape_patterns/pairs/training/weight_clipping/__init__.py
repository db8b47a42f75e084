"""Weight clipping: ``tf.assign`` of ``tf.clip_by_value``."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, steps, batch, features, hidden, limit, rate):
    """Return inputs; the numbers come from ``uniform``."""
    return {
        "real": uniform(-1, 2, (steps, batch, features)),
        "fake": uniform(-2, 1, (steps, batch, features)),
        "weights": [
            uniform(-1, 1, (features, hidden)),
            uniform(-1, 1, (hidden, 1)),
        ],
        "c": limit,
        "learning_rate": rate,
    }


def sample(rng):
    """Draw a critic, a limit and up to 5 steps."""
    steps, batch = int(rng.integers(2, 6)), int(rng.integers(1, 9))
    features, hidden = int(rng.integers(1, 5)), int(rng.integers(1, 9))
    limit, rate = (
        float(rng.uniform(0.05, 0.9)),
        float(rng.uniform(0.05, 1)),
    )
    return draw(
        rng.uniform, steps, batch, features, hidden, limit, rate
    )


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Clip the weights after each update",
    aliases=("WGAN",),
    becomes="`w.assign(tf.clip_by_value(...))`",
    found_in=2,
    replaces={
        "tf.assign": ("ref", "value"),
        "tf.clip_by_value": (
            "t",
            "clip_value_min",
            "clip_value_max",
        ),
    },
    cases=both_dtypes(
        Case("clipped", draw(UNIFORM, 10, 6, 3, 4, 0.3, 0.5)),
        # No weight comes near this limit.
        Case("not_clipped", draw(UNIFORM, 3, 6, 3, 4, 9.0, 0.5)),
    ),
    sample=sample,
    per_step=("loss", "w1", "w2"),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
)
