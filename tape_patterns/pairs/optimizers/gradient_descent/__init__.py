"""Gradient descent: ``tf.train.GradientDescentOptimizer``."""

from tape_patterns.pair import Closest, Pair
from tape_patterns.pairs.optimizers import training


def sample(rng):
    """Draw a network, the arguments and up to 100 steps."""
    return {
        **training.sample(training.network, rng, 0.02),
    }


PAIR = Pair(
    __name__,
    title="Train with gradient descent",
    becomes="`SGD`",
    replaces={
        "tf.train.GradientDescentOptimizer": (
            "learning_rate",
            "use_locking",
            "name",
        )
    },
    cases=training.cases(
        training.network,
        0.02,
        {},
        {},
    ),
    sample=sample,
    per_step=training.per_step(training.NETWORK),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
    closest=Closest(
        exact="GradientDescent(learning_rate)",
        keras="`SGD(learning_rate)`",
        formula="Nothing.",
        slots={},
    ),
)
