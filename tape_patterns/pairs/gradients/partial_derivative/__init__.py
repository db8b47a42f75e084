"""``stop_gradients=``: partial derivatives through a recurrent net."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, time, batch, features, units):
    """Return inputs, drawn with ``uniform``."""
    return {
        "inputs": uniform(-1, 1, (time, batch, features)),
        "targets": uniform(-1, 1, (time, batch, units)),
        "w": uniform(-0.5, 0.5, (features, units)),
        "u": uniform(-0.5, 0.5, (units, units)),
    }


def sample(rng):
    """Draw up to 6 time steps of up to 16 rows."""
    time, features, units = (int(n) for n in rng.integers(2, 7, 3))
    batch = int(rng.integers(1, 17))
    return draw(rng.uniform, time, batch, features, units)


PAIR = Pair(
    __name__,
    title="Take a partial derivative",
    becomes="a tape that opens later, `tf.stop_gradient`",
    replaces={
        "tf.gradients": ("ys", "xs", "stop_gradients", "grad_ys")
    },
    cases=both_dtypes(
        Case(
            "four_steps",
            draw(np.random.RandomState(0).uniform, 4, 3, 2, 5),
        ),
    ),
    sample=sample,
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
)
