"""Nadam: ``tf.contrib.opt.NadamOptimizer``."""

from tape_patterns.pair import Closest, Pair
from tape_patterns.pairs.optimizers import training


def sample(rng):
    """Draw a network, the arguments and up to 100 steps."""
    uniform = rng.uniform
    return {
        **training.sample(training.network, rng, 0.01),
        "beta1": float(uniform(0.5, 0.95)),
        "beta2": float(uniform(0.9, 0.999)),
        "epsilon": float(10 ** uniform(-8, -3)),
    }


PAIR = Pair(
    __name__,
    title="Train with Nadam",
    becomes="the exact `Nadam`",
    replaces={
        "tf.contrib.opt.NadamOptimizer": (
            "learning_rate",
            "beta1",
            "beta2",
            "epsilon",
            "use_locking",
            "name",
        )
    },
    cases=training.cases(
        training.network,
        0.01,
        {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-08},
        {"beta1": 0.8, "beta2": 0.99, "epsilon": 1e-06},
    ),
    sample=sample,
    per_step=training.per_step(training.NETWORK, "m", "v"),
    compat_v1=False,
    rounding={
        "tf1.15": (
            "TensorFlow 2 has other kernels for matmul, tanh and roots."
        )
    },
    closest=Closest(
        exact="Nadam(learning_rate, beta_1, beta_2, epsilon)",
        keras=(
            "none; `Adam(learning_rate, ...)`, as for Adam, is nearest"
        ),
        formula=(
            "In Keras' Nadam, momentum follows a schedule, `beta_1 * "
            "(1 - 0.5 * 0.96 ** step)`, and each term has a "
            "correction of its own. TF1's is Adam's update with "
            "Nesterov's step."
        ),
        slots={"m": "`momentum`", "v": "`velocity`"},
    ),
)
