"""A target network: hard and soft updates after the train op."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, steps, batch, features, hidden, tau, rate):
    """Return inputs; the numbers come from ``uniform``."""
    states, next_states = uniform(-1, 1, (2, steps, batch, features))
    return {
        "states": states,
        "next_states": next_states,
        "rewards": uniform(-1, 1, (steps, batch, 1)),
        "weights": [
            uniform(-1, 1, (features, hidden)),
            uniform(-1, 1, (hidden, 1)),
        ],
        "tau": tau,
        "learning_rate": rate,
    }


def sample(rng):
    """Draw a network, up to 5 batches and how fast the target moves."""
    steps, batch = int(rng.integers(2, 6)), int(rng.integers(1, 9))
    features, hidden = int(rng.integers(1, 5)), int(rng.integers(1, 9))
    tau, rate = float(rng.uniform(0, 1)), float(rng.uniform(0.01, 0.3))
    return draw(rng.uniform, steps, batch, features, hidden, tau, rate)


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Update a target network",
    aliases=("DQN", "soft update"),
    becomes="`t.assign` below `apply_gradients`",
    found_in=6,
    replaces={
        "tf.assign": ("ref", "value"),
        "tf.control_dependencies": ("control_inputs",),
    },
    cases=both_dtypes(
        Case("soft", draw(UNIFORM, 20, 6, 3, 4, 0.05, 0.2)),
        # With tau = 1 the target is a copy after each step.
        Case("hard", draw(UNIFORM, 5, 6, 3, 4, 1.0, 0.2)),
    ),
    sample=sample,
    per_step=("loss", "w1", "w2", "target_w1", "target_w2"),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
)
