"""Proximal gradient descent."""

from tape_patterns.pair import Closest, Pair
from tape_patterns.pairs.optimizers import training


def sample(rng):
    """Draw a network, the arguments and up to 100 steps."""
    return {
        **training.sample(training.network, rng, 0.02),
        "l1": float(rng.choice([0.0, 0.5])),
        "l2": float(rng.choice([0.0, 0.02])),
    }


REFUSED = "TF1 has no float64 kernel for a dense gradient here."

PAIR = Pair(
    __name__,
    title="Train with proximal gradient descent",
    becomes="the exact `ProximalGradientDescent`",
    replaces={
        "tf.train.ProximalGradientDescentOptimizer": (
            "learning_rate",
            "l1_regularization_strength",
            "l2_regularization_strength",
            "use_locking",
            "name",
        )
    },
    cases=training.cases(
        training.network,
        0.02,
        {"l1": 0.0, "l2": 0.0},
        {"l1": 0.5, "l2": 0.02},
        only_dtype="float32",
    ),
    sample=sample,
    only_dtype="float32",
    only_because=REFUSED,
    per_step=training.per_step(training.NETWORK),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
    closest=Closest(
        exact=(
            "ProximalGradientDescent(learning_rate, "
            "l1_regularization_strength, l2_regularization_strength)"
        ),
        keras=(
            "none; `SGD(learning_rate)`, then the shrinking written out"
        ),
        formula=(
            "Keras has no proximal step. A penalty in the loss is "
            "another update: it never gives an exact zero."
        ),
        slots={},
    ),
)
