"""Adadelta: ``tf.train.AdadeltaOptimizer``."""

from tape_patterns.pair import Closest, Pair
from tape_patterns.pairs.optimizers import training


def sample(rng):
    """Draw a network, the arguments and up to 100 steps."""
    uniform = rng.uniform
    return {
        **training.sample(training.network, rng, 1.0),
        "rho": float(uniform(0.8, 0.99)),
        "epsilon": float(10 ** uniform(-8, -5)),
    }


PAIR = Pair(
    __name__,
    title="Train with Adadelta",
    becomes="`Adadelta(epsilon=1e-8)`",
    replaces={
        "tf.train.AdadeltaOptimizer": (
            "learning_rate",
            "rho",
            "epsilon",
            "use_locking",
            "name",
        )
    },
    cases=training.cases(
        training.network,
        1.0,
        {"rho": 0.95, "epsilon": 1e-08},
        {"rho": 0.9, "epsilon": 1e-06},
    ),
    sample=sample,
    per_step=training.per_step(
        training.NETWORK, "accum", "accum_update"
    ),
    rounding={
        "tf1.15": (
            "TensorFlow 2 has other kernels for matmul, tanh and roots."
        )
    },
    closest=Closest(
        exact="Adadelta(learning_rate, rho, epsilon)",
        keras=("`Adadelta(learning_rate, rho=rho, epsilon=epsilon)`"),
        formula=(
            "The same formula. The default epsilon is 1e-7, not 1e-8."
        ),
        slots={
            "accum": "`accumulated_grad`",
            "accum_update": "`accumulated_delta_var`",
        },
    ),
)
