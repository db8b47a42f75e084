"""Lazy Adam: ``tf.contrib.opt.LazyAdamOptimizer``."""

from tape_patterns.pair import Closest, Pair
from tape_patterns.pairs.optimizers import training


def sample(rng):
    """Draw a table, the arguments and up to 100 steps."""
    uniform = rng.uniform
    return {
        **training.sample(training.words, rng, 0.01),
        "beta1": float(uniform(0.5, 0.95)),
        "beta2": float(uniform(0.9, 0.999)),
        "epsilon": float(10 ** uniform(-8, -3)),
    }


PAIR = Pair(
    __name__,
    title="Train an embedding with lazy Adam",
    becomes="the exact `LazyAdam`",
    replaces={
        "tf.contrib.opt.LazyAdamOptimizer": (
            "learning_rate",
            "beta1",
            "beta2",
            "epsilon",
            "use_locking",
            "name",
        )
    },
    cases=training.cases(
        training.words,
        0.01,
        {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-08},
        {"beta1": 0.8, "beta2": 0.99, "epsilon": 1e-06},
    ),
    sample=sample,
    per_step=training.per_step(training.TABLE, "m", "v"),
    compat_v1=False,
    rounding={
        "tf1.15": "TensorFlow 2 has another square root for float32.",
    },
    closest=Closest(
        exact="LazyAdam(learning_rate, beta_1, beta_2, epsilon)",
        keras=(
            "none; `Adam(learning_rate, ...)`, as for Adam, with the "
            "other rows put back"
        ),
        formula=(
            "Keras' Adam moves every row at every step, also those "
            "without a gradient, and lets both means decay."
        ),
        slots={"m": "`momentum`", "v": "`velocity`"},
    ),
)
