"""``REGULARIZATION_LOSSES``: penalties of a model's weights."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, steps, batch, features, hidden, scale, rate):
    """Return inputs; the numbers come from ``uniform``."""
    return {
        "x": uniform(-1, 1, (steps, batch, features)),
        "y": uniform(-1, 1, (steps, batch, 1)),
        "weights": [
            uniform(-1, 1, (features, hidden)),
            uniform(-1, 1, hidden),
            uniform(-1, 1, (hidden, 1)),
        ],
        "scale": scale,
        "learning_rate": rate,
    }


def sample(rng):
    """Draw a network, how much its weights cost and up to 5 steps."""
    steps, batch = int(rng.integers(1, 6)), int(rng.integers(1, 9))
    features, hidden = int(rng.integers(1, 5)), int(rng.integers(1, 9))
    scale, rate = (float(v) for v in rng.uniform(0.01, 0.3, 2))
    return draw(
        rng.uniform, steps, batch, features, hidden, scale, rate
    )


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Add the penalties of the weights",
    becomes="`model.losses`, on the tape",
    found_in=2,
    replaces={
        "tf.losses.get_regularization_loss": (),
        "tf.variable_scope": ("regularizer",),
    },
    cases=both_dtypes(
        Case("twenty_steps", draw(UNIFORM, 20, 6, 3, 4, 0.1, 0.2)),
    ),
    sample=sample,
    per_step=("loss", "penalty", "w1", "b", "w2"),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
)
