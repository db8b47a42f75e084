"""AdaMax: ``tf.contrib.opt.AdaMaxOptimizer``."""

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
    title="Train with AdaMax",
    becomes="`Adamax(epsilon=1e-8)`",
    replaces={
        "tf.contrib.opt.AdaMaxOptimizer": (
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
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh.",
    },
    closest=Closest(
        exact="Adamax(learning_rate, beta_1, beta_2, epsilon)",
        keras=(
            "`Adamax(learning_rate, beta_1=float(np.float32(beta1)), "
            "beta_2=float(np.float32(beta2)), epsilon=epsilon)`"
        ),
        formula=(
            "Computes `1 - beta` in double precision, and `beta ** "
            "step` instead of a running product. The default epsilon "
            "is 1e-7, not 1e-8."
        ),
        slots={"m": "`momentum`", "v": "`norm`"},
    ),
)
