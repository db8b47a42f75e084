"""RMSProp: ``tf.train.RMSPropOptimizer``."""

from tape_patterns.pair import Closest, Pair
from tape_patterns.pairs.optimizers import training


def sample(rng):
    """Draw a network, the arguments and up to 100 steps."""
    uniform = rng.uniform
    return {
        **training.sample(training.network, rng, 0.01),
        "decay": float(uniform(0.8, 0.99)),
        "momentum": float(uniform(0, 0.9)),
        "epsilon": float(10 ** uniform(-10, -3)),
    }


PAIR = Pair(
    __name__,
    title="Train with RMSProp",
    becomes="the exact `RMSprop`",
    replaces={
        "tf.train.RMSPropOptimizer": (
            "learning_rate",
            "decay",
            "momentum",
            "epsilon",
            "centered",
            "use_locking",
            "name",
        )
    },
    cases=training.cases(
        training.network,
        0.01,
        {"decay": 0.9, "momentum": 0.0, "epsilon": 1e-10},
        {"decay": 0.95, "momentum": 0.5, "epsilon": 1e-06},
    ),
    sample=sample,
    per_step=training.per_step(training.NETWORK, "rms", "momentum"),
    rounding={
        "tf1.15": (
            "TensorFlow 2 has other kernels for matmul, tanh and roots."
        )
    },
    closest=Closest(
        exact="RMSprop(learning_rate, rho, momentum, epsilon)",
        keras=(
            "`RMSprop(learning_rate, rho=decay, momentum=momentum, "
            "epsilon=epsilon)`, with its velocities set to ones"
        ),
        formula=(
            "The mean square starts at zero, not at one. The default "
            "epsilon is 1e-7, not 1e-10."
        ),
        slots={"rms": "`velocity`", "momentum": "`momentum`"},
    ),
)
