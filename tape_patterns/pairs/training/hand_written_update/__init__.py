"""An update rule written out with ``tf.assign``: Adam by hand."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, shape, rate, betas, epsilon):
    """Return inputs; the numbers come from ``uniform``."""
    steps, batch, features, hidden = shape
    return {
        "x": uniform(-1, 1, (steps, batch, features)),
        "y": uniform(-1, 1, (steps, batch, 1)),
        "weights": [
            uniform(-1, 1, (features, hidden)),
            uniform(-1, 1, (hidden, 1)),
        ],
        "rate": rate,
        "betas": betas,
        "epsilon": epsilon,
    }


def sample(rng):
    """Draw a network, up to 5 batches, and the rule's numbers."""
    shape = [int(n) for n in rng.integers([2, 1, 1, 1], [6, 9, 5, 9])]
    betas = [float(rng.uniform(0.5, 0.95)), float(rng.uniform(0.9, 1))]
    rate = float(rng.uniform(0.01, 0.1))
    epsilon = float(rng.uniform(0.001, 0.1))
    return draw(rng.uniform, shape, rate, betas, epsilon)


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Write an update rule by hand",
    becomes="`v.assign_sub`, `v.assign_add`",
    found_in=2,
    replaces={
        "tf.assign_sub": ("ref", "value"),
        "tf.assign_add": ("ref", "value"),
    },
    cases=both_dtypes(
        Case(
            "ten_steps",
            draw(UNIFORM, (10, 6, 3, 4), 0.05, [0.9, 0.999], 0.001),
        ),
    ),
    sample=sample,
    per_step=("loss", "w1", "w2", "m1", "m2", "v1", "v2"),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
)
