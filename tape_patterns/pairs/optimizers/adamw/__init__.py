"""AdamW: ``tf.contrib.opt.AdamWOptimizer``."""

from tape_patterns.pair import Closest, Pair
from tape_patterns.pairs.optimizers import training


def sample(rng):
    """Draw a network, the arguments and up to 100 steps."""
    uniform = rng.uniform
    return {
        **training.sample(training.network, rng, 0.01),
        "weight_decay": float(uniform(0, 0.03)),
        "beta1": float(uniform(0.5, 0.95)),
        "beta2": float(uniform(0.9, 0.999)),
        "epsilon": float(10 ** uniform(-8, -3)),
    }


PAIR = Pair(
    __name__,
    title="Train with AdamW",
    becomes="the exact `AdamW`",
    replaces={
        "tf.contrib.opt.AdamWOptimizer": (
            "weight_decay",
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
        {
            "weight_decay": 0.01,
            "beta1": 0.9,
            "beta2": 0.999,
            "epsilon": 1e-08,
        },
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
        exact=(
            "AdamW(weight_decay, learning_rate, beta_1, beta_2, "
            "epsilon)"
        ),
        keras=(
            "`Adam(learning_rate, ...)`, as for Adam, after "
            "`variable.assign_sub(weight_decay * variable)`"
        ),
        formula=(
            "Keras' AdamW takes away `learning_rate * weight_decay` "
            "of a weight, TF1's `weight_decay`. Else as for Adam."
        ),
        slots={"m": "`momentum`", "v": "`velocity`"},
    ),
)
