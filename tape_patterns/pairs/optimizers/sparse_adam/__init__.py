"""Adam for sparse gradients: ``tf.train.AdamOptimizer``."""

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
    title="Train an embedding with Adam",
    becomes="the exact `Adam`",
    replaces={
        "tf.train.AdamOptimizer": (
            "learning_rate",
            "beta1",
            "beta2",
            "epsilon",
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
    rounding={
        "tf1.15": "TensorFlow 2 has another square root for float32."
    },
    closest=Closest(
        exact="Adam(learning_rate, beta_1, beta_2, epsilon)",
        keras=(
            "`Adam(learning_rate, ...)`, as for Adam, on "
            "`tf.convert_to_tensor(gradient)`"
        ),
        formula=(
            "TF1 sums the rows of a word before it squares them. "
            "Keras squares each by itself."
        ),
        slots={"m": "`momentum`", "v": "`velocity`"},
    ),
)
