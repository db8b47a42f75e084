"""Adagrad: ``tf.train.AdagradOptimizer``."""

from tape_patterns.pair import Closest, Pair
from tape_patterns.pairs.optimizers import training


def sample(rng):
    """Draw a network, the arguments and up to 100 steps."""
    uniform = rng.uniform
    return {
        **training.sample(training.network, rng, 0.1),
        "initial_accumulator_value": float(uniform(0.01, 1)),
    }


PAIR = Pair(
    __name__,
    title="Train with Adagrad",
    becomes="`Adagrad(epsilon=0.0)`",
    replaces={
        "tf.train.AdagradOptimizer": (
            "learning_rate",
            "initial_accumulator_value",
            "use_locking",
            "name",
        )
    },
    cases=training.cases(
        training.network,
        0.1,
        {"initial_accumulator_value": 0.1},
        {"initial_accumulator_value": 0.01},
    ),
    sample=sample,
    per_step=training.per_step(training.NETWORK, "accumulator"),
    rounding={
        "tf1.15": (
            "TensorFlow 2 has other kernels for matmul, tanh and roots."
        )
    },
    closest=Closest(
        exact="Adagrad(learning_rate, initial_accumulator_value)",
        keras=(
            "`Adagrad(learning_rate, "
            "initial_accumulator_value=initial_accumulator_value, "
            "epsilon=0.0)`"
        ),
        formula=(
            "Adds epsilon, 1e-7 by default, to the accumulator below "
            "the root."
        ),
        slots={"accumulator": "`accumulator`"},
    ),
)
