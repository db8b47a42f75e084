"""A flat gradient: one vector of all gradients, written back."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, steps, batch, sizes, rate):
    """Return inputs; the value's loss does not reach the deviation."""
    features, hidden, actions = sizes
    shapes = [(features, hidden), (hidden,), (actions,), (hidden, 1)]
    return {
        "x": uniform(-1, 1, (steps, batch, features)),
        "y": uniform(-1, 1, (steps, batch, 1)),
        "weights": [uniform(-1, 1, shape) for shape in shapes],
        "learning_rate": rate,
    }


def sample(rng):
    """Draw a network of up to 5 hidden units and up to 5 batches."""
    steps, batch = int(rng.integers(2, 6)), int(rng.integers(2, 9))
    sizes = [int(size) for size in rng.integers(2, 6, 3)]
    rate = float(rng.uniform(0.01, 0.3))
    return draw(rng.uniform, steps, batch, sizes, rate)


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Take the gradient as one flat vector",
    becomes="`tf.concat` of `tape.gradient`",
    found_in=3,
    replaces={
        "tf.gradients": ("ys", "xs"),
        "tf.assign": ("ref", "value"),
    },
    cases=both_dtypes(
        Case("twenty_steps", draw(UNIFORM, 20, 6, (3, 4, 2), 0.1)),
    ),
    sample=sample,
    per_step=(
        "loss",
        "gradient",
        "theta",
        "w1",
        "b1",
        "deviation",
        "w2",
    ),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
)
