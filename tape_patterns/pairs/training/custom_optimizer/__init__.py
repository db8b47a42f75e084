"""An optimizer of one's own: a TF1 subclass with a slot."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, shape, learning_rate, beta, nu):
    """Return inputs; the numbers come from ``uniform``."""
    steps, batch, features, hidden = shape
    return {
        "x": uniform(-1, 1, (steps, batch, features)),
        "y": uniform(-1, 1, (steps, batch, 1)),
        "weights": [
            uniform(-1, 1, (features, hidden)),
            uniform(-1, 1, (hidden, 1)),
        ],
        "learning_rate": learning_rate,
        "beta": beta,
        "nu": nu,
    }


def sample(rng):
    """Draw a network, up to 5 batches, and the rule's numbers."""
    shape = [int(n) for n in rng.integers([2, 1, 1, 1], [6, 9, 5, 9])]
    learning_rate = float(rng.uniform(0.01, 0.5))
    beta, nu = (float(value) for value in rng.uniform(0.5, 1, 2))
    return draw(rng.uniform, shape, learning_rate, beta, nu)


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Write your own optimizer",
    aliases=("QHM",),
    becomes="`keras.optimizers.Optimizer.update_step`",
    found_in=3,
    replaces={
        "tf.train.Optimizer": ("use_locking", "name"),
        "tf.train.Optimizer._create_slots": ("var_list",),
        "tf.train.Optimizer._zeros_slot": (
            "var",
            "slot_name",
            "op_name",
        ),
        "tf.train.Optimizer._apply_dense": ("grad", "var"),
        "tf.train.Optimizer._resource_apply_dense": (
            "grad",
            "handle",
        ),
    },
    cases=both_dtypes(
        Case("ten_steps", draw(UNIFORM, (10, 6, 3, 4), 0.3, 0.9, 0.7)),
        Case("no_average", draw(UNIFORM, (3, 4, 2, 3), 0.3, 0.9, 0.0)),
    ),
    sample=sample,
    per_step=("loss", "w1", "w2", "average1", "average2"),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
)
