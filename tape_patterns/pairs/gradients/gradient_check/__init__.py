"""A gradient against finite differences: ``tf.test``."""

import numpy as np

from tape_patterns.pair import Case, Pair


def draw(uniform, batch, features, units):
    """Return a batch and weights; the numbers come from ``uniform``."""
    return {
        "x": uniform(-1, 1, (batch, features)),
        "w": uniform(1, 4, (features, units)),
    }


def sample(rng):
    """Draw up to 4 examples of up to 5 features, and up to 4 units."""
    batch, features, units = (int(n) for n in rng.integers(1, 5, 3))
    return draw(rng.uniform, batch, features + 1, units)


# RandomState keeps its stream over all versions of NumPy.
uniform = np.random.RandomState(0).uniform
ARGUMENTS = (
    "x",
    "x_shape",
    "y",
    "y_shape",
    "x_init_value",
    "delta",
    "init_targets",
    "extra_feed_dict",
)

PAIR = Pair(
    __name__,
    title="Check a gradient by finite differences",
    becomes="`tf.test.compute_gradient`",
    replaces={
        "tf.test.compute_gradient": ARGUMENTS,
        "tf.test.compute_gradient_error": ARGUMENTS,
    },
    cases=(Case("batch", draw(uniform, 2, 3, 4)),),
    sample=sample,
    only_dtype="float64",
    only_because=(
        "In float32 a difference quotient is little but rounding."
    ),
    rounding={
        "tf1.15": (
            "The error is a difference of nearly equal numbers, so"
            " the last bit of exp and log1p, divided by delta, shows"
            " in it."
        ),
        "function": (
            "Only the sign of a zero differs: the tape is persistent,"
            " and through a tf.function it then adds zeros to a"
            " gradient."
        ),
    },
)
