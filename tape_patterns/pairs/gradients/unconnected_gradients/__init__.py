"""Gradients of variables that the loss does not reach."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, steps, sizes, learning_rate, momentum):
    """Return inputs; the numbers come from ``uniform``."""
    batch, inputs, hidden, outputs = sizes

    def array(*shape):
        return uniform(-1, 1, shape)

    return {
        "x": array(steps, batch, inputs),
        "targets": array(steps, batch, outputs),
        "trunk": array(inputs, hidden),
        "heads": [array(hidden, outputs) for _ in range(2)],
        "learning_rate": learning_rate,
        "momentum": momentum,
    }


def sample(rng):
    """Draw up to 4 steps of a small network.

    The rate is a power of two: Keras and TF1 then round a momentum step
    alike. Other rates are a matter of the optimizer, not of None.
    """
    steps = int(rng.integers(1, 5))
    sizes = rng.integers(1, 7, size=4)
    rate = 2.0 ** -int(rng.integers(5, 9))
    momentum = float(rng.uniform(0, 0.9))
    return draw(rng.uniform, steps, sizes, rate, momentum)


PAIR = Pair(
    __name__,
    title="Handle variables that the loss does not reach",
    becomes="`tape.gradient(unconnected_gradients=...)`",
    found_in=6,
    replaces={"tf.gradients": ("ys", "xs", "unconnected_gradients")},
    cases=both_dtypes(
        Case(
            "two_tasks",
            draw(
                np.random.RandomState(0).uniform,
                10,
                (4, 3, 5, 2),
                2.0**-5,
                0.9,
            ),
        ),
    ),
    sample=sample,
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
    per_step=("losses", "flat_gradients", "has_gradient"),
)
