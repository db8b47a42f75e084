"""Rates for each layer: two optimizers, one gradient call."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, steps, batch, features, hidden, rates):
    """Return inputs; the numbers come from ``uniform``."""
    return {
        "x": uniform(-1, 1, (steps, batch, features)),
        "y": uniform(-1, 1, (steps, batch, 1)),
        "body": [uniform(-1, 1, (features, hidden))],
        "head": [uniform(-1, 1, (hidden, 1)), uniform(-1, 1, 1)],
        "rates": rates,
    }


def sample(rng):
    """Draw a network, both rates and up to 5 steps."""
    steps, batch = int(rng.integers(1, 6)), int(rng.integers(2, 9))
    features, hidden = int(rng.integers(2, 5)), int(rng.integers(2, 9))
    rates = [float(rate) for rate in rng.uniform(0.01, 0.3, 2)]
    return draw(rng.uniform, steps, batch, features, hidden, rates)


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Give each layer its learning rate",
    becomes="two optimizers, one `tape.gradient`",
    replaces={
        "tf.train.Optimizer.apply_gradients": ("grads_and_vars",),
    },
    cases=both_dtypes(
        Case("twenty_steps", draw(UNIFORM, 20, 6, 3, 4, [0.02, 0.2])),
    ),
    sample=sample,
    per_step=("loss", "w1", "w2", "b"),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
)
