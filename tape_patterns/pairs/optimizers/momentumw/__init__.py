"""Momentum with weight decay: ``tf.contrib.opt.MomentumWOptimizer``."""

from tape_patterns.pair import Closest, Pair
from tape_patterns.pairs.optimizers import training


def sample(rng):
    """Draw a network, the arguments and up to 100 steps."""
    uniform = rng.uniform
    return {
        **training.sample(training.network, rng, 0.005),
        "weight_decay": float(uniform(0, 0.03)),
        "momentum": float(uniform(0.5, 0.95)),
        "nesterov": bool(rng.integers(2)),
    }


PAIR = Pair(
    __name__,
    title="Train with momentum and weight decay",
    becomes="the exact `MomentumW`",
    replaces={
        "tf.contrib.opt.MomentumWOptimizer": (
            "weight_decay",
            "learning_rate",
            "momentum",
            "use_locking",
            "name",
            "use_nesterov",
        )
    },
    cases=training.cases(
        training.network,
        0.005,
        {"weight_decay": 0.01, "momentum": 0.9, "nesterov": False},
        {"momentum": 0.8, "nesterov": True},
    ),
    sample=sample,
    per_step=training.per_step(training.NETWORK, "momentum"),
    compat_v1=False,
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh.",
    },
    closest=Closest(
        exact=(
            "MomentumW(weight_decay, learning_rate, momentum, nesterov)"
        ),
        keras=(
            "`SGD(learning_rate, momentum=momentum, "
            "nesterov=use_nesterov)`, as for Momentum, after "
            "`variable.assign_sub(weight_decay * variable)`"
        ),
        formula=(
            "Keras takes away `learning_rate * weight_decay` of a "
            "weight, TF1 `weight_decay`. Else as for Momentum."
        ),
        slots={"momentum": "`momentum`, times `-learning_rate`"},
    ),
)
