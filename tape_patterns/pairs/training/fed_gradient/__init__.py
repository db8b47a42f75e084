"""Fed gradients: computed in one place, applied in another."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, steps, workers, batch, features, hidden, rate):
    """Return inputs; the numbers come from ``uniform``."""
    return {
        "x": uniform(-1, 1, (steps, workers, batch, features)),
        "y": uniform(-1, 1, (steps, workers, batch, 1)),
        "weights": [
            uniform(-1, 1, (features, hidden)),
            uniform(-1, 1, (hidden, 1)),
        ],
        "learning_rate": rate,
    }


def sample(rng):
    """Draw a network, up to 4 workers and up to 4 steps."""
    steps, workers = int(rng.integers(2, 5)), int(rng.integers(2, 5))
    batch, features = int(rng.integers(2, 9)), int(rng.integers(2, 5))
    hidden, rate = (
        int(rng.integers(1, 9)),
        float(rng.uniform(0.01, 0.3)),
    )
    return draw(
        rng.uniform, steps, workers, batch, features, hidden, rate
    )


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Apply gradients that came from elsewhere",
    becomes="an argument: the list of gradients",
    found_in=4,
    replaces={
        "tf.train.Optimizer.apply_gradients": ("grads_and_vars",),
        "tf.placeholder": ("dtype", "shape"),
    },
    cases=both_dtypes(
        Case("three_workers", draw(UNIFORM, 10, 3, 4, 3, 4, 0.2)),
    ),
    sample=sample,
    per_step=("losses", "g1", "g2", "w1", "w2"),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
)
