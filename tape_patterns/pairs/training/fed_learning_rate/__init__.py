"""A fed learning rate: another number at each step."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, rates, batch, features):
    """Return inputs; there is a step for each of ``rates``."""
    return {
        "x": uniform(-1, 1, (len(rates), batch, features)),
        "y": uniform(-1, 1, (len(rates), batch, 1)),
        "rates": rates,
        "w": uniform(-1, 1, (features, 1)),
    }


def sample(rng):
    """Draw a model and a rate for each of up to 6 steps."""
    size = int(rng.integers(2, 7))
    rates = [float(rate) for rate in rng.uniform(0.01, 0.5, size)]
    batch, features = int(rng.integers(1, 9)), int(rng.integers(1, 5))
    return draw(rng.uniform, rates, batch, features)


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Give each step its learning rate",
    becomes="`optimizer.learning_rate.assign`",
    found_in=4,
    replaces={
        "tf.placeholder": ("dtype", "shape"),
        "tf.train.GradientDescentOptimizer": ("learning_rate",),
    },
    cases=both_dtypes(
        Case(
            "falling",
            draw(UNIFORM, [0.5 / n for n in range(1, 21)], 6, 3),
        ),
        # A rate of zero is a rate.
        Case("up_and_down", draw(UNIFORM, [0.3, 0.0, 0.1, 0.4], 6, 3)),
    ),
    sample=sample,
    per_step=("loss", "w"),
    rounding={"tf1.15": "TensorFlow 2 has another kernel for matmul."},
)
