"""``tf.custom_gradient``: the same name, other rules."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def inputs(draw, batch, features, hidden, learning_rate, steps):
    """Draw points of two domains, labelled -1 and 1, and weights."""
    domains = np.where(np.arange(batch) % 3 == 0, -1.0, 1.0)
    return {
        "points": draw(-1, 1, (batch, features)),
        "domains": domains.reshape(-1, 1),
        "w": draw(-1, 1, (features, hidden)),
        "v": draw(-1, 1, (hidden, 1)),
        "reversal": 0.5,
        "learning_rate": learning_rate,
        "steps": steps,
    }


def sample(rng):
    """Draw a network, a batch, a rate and some steps."""
    batch, features, hidden, steps = map(int, rng.integers(2, 7, 4))
    rate = float(rng.uniform(0.01, 0.3))
    return inputs(rng.uniform, batch, features, hidden, rate, steps)


def confident(draw):
    """Draw a critic so sure that exp overflows in float32."""
    drawn = inputs(draw, 4, 2, 3, 0.1, 2)
    return dict(drawn, v=np.float64([[300], [-200], [250]]))


def on_the_threshold():
    """Return points whose tanh is 1 exactly, so that sums are exact.

    The critic gives 30, the threshold, and 32, where in float64 the
    logarithm still has more to it.
    """
    return {
        "points": np.array([[40, 0], [40, 40], [-40, -40]], np.float64),
        "domains": np.array([[-1], [-1], [1]], np.float64),
        "w": np.eye(2),
        "v": np.array([[30], [2]], np.float64),
        "reversal": 0.5,
        "learning_rate": 0.125,
        "steps": 1,
    }


PAIR = Pair(
    __name__,
    title="Give a function its own gradient",
    becomes="`tf.custom_gradient`",
    found_in=1,
    replaces={"tf.custom_gradient": ("f",)},
    cases=both_dtypes(
        Case(
            "two_domains",
            inputs(np.random.RandomState(0).uniform, 5, 3, 4, 0.1, 5),
        ),
        Case("sure", confident(np.random.RandomState(1).uniform)),
        Case("on_the_threshold", on_the_threshold()),
    ),
    sample=sample,
    rounding={
        "tf1.15": (
            "TensorFlow 2 has other kernels for matmul, tanh and exp."
        )
    },
    per_step=("loss", "dw", "dv", "w", "v"),
)
