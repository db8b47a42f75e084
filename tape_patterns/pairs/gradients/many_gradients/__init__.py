"""Several gradients of one graph: a persistent tape."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, updates, batch, state, hidden, actions):
    """Return inputs; the numbers come from ``uniform``."""
    states = uniform(-1, 1, (updates, batch, state))
    trunk = uniform(-1, 1, (state, hidden))
    # One column for each action's logit and one for the value.
    head = uniform(-1, 1, (hidden, actions + 1))
    return {
        "states": states,
        "actions": uniform(0, actions, (updates, batch)).astype(
            np.int32
        ),
        "returns": uniform(-2, 2, (updates, batch)),
        "weights": [trunk, head],
        "limit": 1.0,
        "learning_rate": 0.1,
    }


def sample(rng):
    """Draw an actor-critic and up to 3 updates on 2 to 9 examples."""
    updates, batch = rng.integers(1, 4), rng.integers(2, 10)
    state, hidden = rng.integers(1, 6), rng.integers(1, 9)
    actions = rng.integers(2, 5)
    return draw(rng.uniform, updates, batch, state, hidden, actions)


PAIR = Pair(
    __name__,
    title="Take several gradients of one forward pass",
    becomes="`tf.GradientTape(persistent=True)`",
    replaces={"tf.gradients": ("ys", "xs")},
    cases=both_dtypes(
        Case(
            "ten_updates",
            draw(np.random.RandomState(0).uniform, 10, 16, 4, 8, 3),
        ),
    ),
    sample=sample,
    per_step=("losses", "norms", "trunk", "head"),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
)
