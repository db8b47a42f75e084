"""Several ``ys``, and a ``grad_ys`` list with a None in it."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes

FEATURES, HIDDEN, ACTIONS = 5, 8, 3


def draw(uniform, integers, updates, batch, learning_rate):
    """Return inputs, drawn with ``uniform`` and ``integers``."""
    shapes = [(FEATURES, HIDDEN), (HIDDEN, ACTIONS), (HIDDEN, 1)]
    states = uniform(-1, 1, (updates, batch, FEATURES))
    returns = uniform(-2, 2, (updates, batch, 1))
    weights = [uniform(-0.7, 0.7, shape) for shape in shapes]
    return {
        "states": states,
        "actions": integers(0, ACTIONS, (updates, batch)).astype(
            np.int32
        ),
        "returns": returns,
        "weights": list(weights),
        "learning_rate": learning_rate,
    }


def sample(rng):
    """Draw a network and up to 3 updates on batches of up to 32."""
    updates, batch = int(rng.integers(1, 4)), int(rng.integers(1, 33))
    rate = float(rng.uniform(1e-3, 1e-1))
    return draw(rng.uniform, rng.integers, updates, batch, rate)


STREAM = np.random.RandomState(0)

PAIR = Pair(
    __name__,
    title="Differentiate several targets at once",
    becomes="`tape.gradient` of a list",
    found_in=4,
    replaces={"tf.gradients": ("ys", "xs", "grad_ys")},
    cases=both_dtypes(
        Case(
            "ten_updates",
            draw(STREAM.uniform, STREAM.randint, 10, 6, 0.05),
        ),
    ),
    sample=sample,
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
    per_step=(
        "log_p_taken",
        "neg_entropy",
        "error",
        "dw",
        "dw_policy",
        "dw_value",
        "w",
        "w_policy",
        "w_value",
    ),
)
