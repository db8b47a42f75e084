"""``tf.stop_gradient``: a target that the network itself computes."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes

FEATURES, HIDDEN, ACTIONS = 4, 8, 3


def draw(uniform, integers, steps, batch, learning_rate):
    """Return inputs, drawn with ``uniform`` and ``integers``."""
    shapes = [(FEATURES, HIDDEN), (HIDDEN,), (HIDDEN, ACTIONS)]
    weights = [uniform(-0.7, 0.7, shape) for shape in shapes]
    states, next_states = uniform(-1, 1, (2, steps, batch, FEATURES))
    actions = integers(0, ACTIONS, (steps, batch))
    rewards = uniform(-1, 1, (steps, batch))
    goes_on = integers(0, 2, (steps, batch)).astype(np.float64)
    return {
        "transitions": [
            states,
            actions.astype(np.int32),
            rewards,
            next_states,
            goes_on,
        ],
        "weights": weights,
        "discount": 0.99,
        "learning_rate": learning_rate,
    }


def sample(rng):
    """Draw a network and up to 3 steps on batches of up to 32."""
    steps, batch = int(rng.integers(1, 4)), int(rng.integers(1, 33))
    rate = float(rng.uniform(1e-3, 1e-1))
    return draw(rng.uniform, rng.integers, steps, batch, rate)


STREAM = np.random.RandomState(0)

PAIR = Pair(
    __name__,
    title="Keep a target out of the gradient",
    becomes="`tf.stop_gradient`, or outside the tape",
    found_in=6,
    replaces={"tf.stop_gradient": ("input", "name")},
    cases=both_dtypes(
        Case(
            "twenty_steps",
            draw(STREAM.uniform, STREAM.randint, 20, 6, 0.1),
        ),
    ),
    sample=sample,
    per_step=("target", "loss", "dw1", "db1", "dw2", "w1", "b1", "w2"),
    rounding={"tf1.15": "TensorFlow 2 has another kernel for matmul."},
)
