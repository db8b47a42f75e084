"""Nesterov's momentum: ``tf.train.MomentumOptimizer``."""

from tape_patterns.pair import Closest, Pair
from tape_patterns.pairs.optimizers import training


def sample(rng):
    """Draw a network, the arguments and up to 100 steps."""
    uniform = rng.uniform
    return {
        **training.sample(training.network, rng, 0.005),
        "momentum": float(uniform(0.5, 0.95)),
    }


PAIR = Pair(
    __name__,
    title="Train with Nesterov's momentum",
    becomes="`SGD(nesterov=True)`, at a constant rate",
    replaces={
        "tf.train.MomentumOptimizer": (
            "learning_rate",
            "momentum",
            "use_nesterov",
        )
    },
    cases=training.cases(
        training.network,
        0.005,
        {"momentum": 0.9},
        {"momentum": 0.8},
    ),
    sample=sample,
    per_step=training.per_step(training.NETWORK, "momentum"),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
    closest=Closest(
        exact="Momentum(learning_rate, momentum, nesterov=True)",
        keras=(
            "`SGD(learning_rate, momentum=momentum, nesterov=True)`"
        ),
        formula=(
            "The accumulator holds the rate: it is `-learning_rate` "
            "times TF1's. When the rate changes, old gradients keep "
            "their old rate."
        ),
        slots={"momentum": "`momentum`, times `-learning_rate`"},
    ),
)
