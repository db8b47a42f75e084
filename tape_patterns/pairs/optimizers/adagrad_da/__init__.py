"""Adagrad with dual averaging: ``tf.train.AdagradDAOptimizer``."""

from tape_patterns.pair import Closest, Pair
from tape_patterns.pairs.optimizers import training


def sample(rng):
    """Draw a network, the arguments and up to 100 steps."""
    uniform = rng.uniform
    return {
        **training.sample(training.network, rng, 0.1),
        "start": float(uniform(0.01, 1)),
        "l1": float(rng.choice([0.0, 0.003])),
        "l2": float(rng.choice([0.0, 0.01])),
    }


PAIR = Pair(
    __name__,
    title="Train with Adagrad and dual averaging",
    becomes="the exact `AdagradDA`",
    replaces={
        "tf.train.AdagradDAOptimizer": (
            "learning_rate",
            "global_step",
            "initial_gradient_squared_accumulator_value",
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
        {"l1": 0.003, "l2": 0.01},
    ),
    sample=sample,
    per_step=training.per_step(
        training.NETWORK,
        "gradient_accumulator",
        "gradient_squared_accumulator",
    ),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
    closest=Closest(
        exact=(
            "AdagradDA(learning_rate, "
            "initial_gradient_squared_accumulator_value, "
            "l1_regularization_strength, l2_regularization_strength)"
        ),
        keras=(
            "none; `Ftrl(learning_rate, "
            "initial_accumulator_value=..., "
            "l1_regularization_strength=..., "
            "l2_regularization_strength=...)` is nearest"
        ),
        formula=(
            "Keras has no dual averaging. TF1 sets the weights anew "
            "from the sum of all gradients: the initial weights are "
            "forgotten at the first step."
        ),
        slots={
            "gradient_accumulator": "",
            "gradient_squared_accumulator": "`accumulator`",
        },
    ),
)
