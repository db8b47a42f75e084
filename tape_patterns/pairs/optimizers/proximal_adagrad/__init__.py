"""Proximal Adagrad: ``tf.train.ProximalAdagradOptimizer``."""

from tape_patterns.pair import Closest, Pair
from tape_patterns.pairs.optimizers import training


def sample(rng):
    """Draw a network, the arguments and up to 100 steps."""
    uniform = rng.uniform
    return {
        **training.sample(training.network, rng, 0.1),
        "start": float(uniform(0.01, 1)),
        "l1": float(rng.choice([0.0, 0.05])),
        "l2": float(rng.choice([0.0, 0.02])),
    }


REFUSED = "TF1 has no float64 kernel for a dense gradient here."

PAIR = Pair(
    __name__,
    title="Train with proximal Adagrad",
    becomes="the exact `ProximalAdagrad`",
    replaces={
        "tf.train.ProximalAdagradOptimizer": (
            "learning_rate",
            "initial_accumulator_value",
            "l1_regularization_strength",
            "l2_regularization_strength",
            "use_locking",
            "name",
        )
    },
    cases=training.cases(
        training.network,
        0.1,
        {"start": 0.1, "l1": 0.0, "l2": 0.0},
        {"l1": 0.05, "l2": 0.02},
        only_dtype="float32",
    ),
    sample=sample,
    only_dtype="float32",
    only_because=REFUSED,
    per_step=training.per_step(training.NETWORK, "accumulator"),
    rounding={
        "tf1.15": (
            "TensorFlow 2 has other kernels for matmul, tanh and roots."
        )
    },
    closest=Closest(
        exact=(
            "ProximalAdagrad(learning_rate, "
            "initial_accumulator_value, l1_regularization_strength, "
            "l2_regularization_strength)"
        ),
        keras=(
            "none; `Adagrad(learning_rate, "
            "initial_accumulator_value=..., epsilon=0.0)`, then the "
            "shrinking written out"
        ),
        formula=(
            "Keras has no proximal step. Each weight shrinks by its "
            "own rate, `learning_rate / sqrt(accumulator)`."
        ),
        slots={"accumulator": "`accumulator`"},
    ),
)
