"""Follow the regularized leader: ``tf.train.FtrlOptimizer``."""

from tape_patterns.pair import Closest, Pair
from tape_patterns.pairs.optimizers import training


def sample(rng):
    """Draw a network, the arguments and up to 100 steps."""
    uniform = rng.uniform
    return {
        **training.sample(training.network, rng, 0.1),
        "power": float(rng.choice([-0.5, uniform(-0.7, -0.3)])),
        "start": float(uniform(0.05, 1)),
        "l1": float(rng.choice([0.0, 0.003])),
        "l2": float(rng.choice([0.0, 0.01])),
        "shrinkage": float(rng.choice([0.0, 0.02])),
    }


PAIR = Pair(
    __name__,
    title="Train with FTRL",
    becomes="`Ftrl`",
    replaces={
        "tf.train.FtrlOptimizer": (
            "learning_rate",
            "learning_rate_power",
            "initial_accumulator_value",
            "l1_regularization_strength",
            "l2_regularization_strength",
            "use_locking",
            "name",
            "accum_name",
            "linear_name",
            "l2_shrinkage_regularization_strength",
            "beta",
        )
    },
    cases=training.cases(
        training.network,
        0.1,
        {
            "power": -0.5,
            "start": 0.1,
            "l1": 0.0,
            "l2": 0.0,
            "shrinkage": 0.0,
        },
        {"power": -0.6, "l1": 0.003, "l2": 0.01, "shrinkage": 0.02},
    ),
    sample=sample,
    per_step=training.per_step(training.NETWORK, "accum", "linear"),
    rounding={
        "tf1.15": (
            "TensorFlow 2 has other kernels for matmul, tanh and roots."
        )
    },
    closest=Closest(
        exact=(
            "Ftrl(learning_rate, learning_rate_power, "
            "initial_accumulator_value, l1_regularization_strength, "
            "l2_regularization_strength, "
            "l2_shrinkage_regularization_strength)"
        ),
        keras="`Ftrl(learning_rate, ...)`, the same arguments",
        formula="The same formula, composed of single operations.",
        slots={"accum": "`accumulator`", "linear": "`linear`"},
    ),
)
