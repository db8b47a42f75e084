"""The gradient penalty of WGAN-GP: the norm of a gradient in a loss."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, steps, batch, features, hidden, learning_rate):
    """Return inputs, drawn with ``uniform``."""
    return {
        "real": uniform(-1, 1, (steps, batch, features)),
        "fake": uniform(-1, 1, (steps, batch, features)),
        "mix": uniform(0, 1, (steps, batch, 1)),
        "weights": [
            uniform(-0.5, 0.5, (features, hidden)),
            uniform(-0.5, 0.5, hidden),
            uniform(-0.5, 0.5, (hidden, 1)),
        ],
        "learning_rate": learning_rate,
    }


def sample(rng):
    """Draw up to 4 steps of up to 16 examples, and a small critic."""
    steps, batch, features, hidden = (
        int(rng.integers(1, most)) for most in (5, 17, 9, 9)
    )
    rate = float(rng.uniform(1e-3, 1e-2))
    return draw(rng.uniform, steps, batch, features, hidden, rate)


def flat_critic():
    """Return a critic of slope zero: its root has no derivative."""
    inputs = draw(STREAM.uniform, 1, 3, 2, 3, 0.01)
    *others, last = inputs["weights"]
    return dict(inputs, weights=others + [np.zeros_like(last)])


STREAM = np.random.RandomState(0)

PAIR = Pair(
    __name__,
    title="Add a gradient penalty",
    aliases=("WGAN-GP",),
    becomes="a tape in a tape",
    found_in=2,
    replaces={"tf.gradients": ("ys", "xs")},
    cases=both_dtypes(
        Case("critic", draw(STREAM.uniform, 3, 8, 4, 6, 0.01)),
        Case("flat_critic", flat_critic()),
    ),
    sample=sample,
    per_step=(
        "distance",
        "slope",
        "loss",
        "dw1",
        "db1",
        "dw2",
        "w1",
        "b1",
        "w2",
    ),
    rounding={
        "function": (
            "The graph optimizer regroups arithmetic; with it off, the"
            " numbers are identical."
        ),
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh.",
    },
)
