"""``tf.gradients`` still works inside a ``tf.function``."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, batch, columns, units, steps):
    """Draw a batch, targets and a network of one hidden layer.

    The signs are such that sums do not cancel, so that the largest
    number of an output measures what went into it.
    """
    return {
        "x": uniform(0, 1, (batch, columns)),
        "y": uniform(1, 2, (batch, 1)),
        "w1": uniform(0.1, 0.5, (columns, units)),
        "w2": uniform(0.1, 0.5, (units, 1)),
        "learning_rate": 0.01,
        "steps": steps,
    }


def sample(rng):
    """Draw up to 3 steps on a batch of up to 8."""
    sizes = (int(n) for n in rng.integers(1, [9, 6, 6, 4]))
    return draw(rng.uniform, *sizes)


PAIR = Pair(
    __name__,
    title="Keep tf.gradients inside a tf.function",
    becomes="`tf.gradients` in a `tf.function`",
    replaces={"tf.gradients": ("ys", "xs")},
    cases=both_dtypes(
        # RandomState keeps its stream over all versions of NumPy.
        Case(
            "penalty",
            draw(np.random.RandomState(0).uniform, 7, 3, 5, 4),
        ),
    ),
    sample=sample,
    per_step=("loss", "dx", "dw1", "dw2"),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
    graph_only={
        "tf2_tf_gradients": "tf.gradients raises in eager code."
    },
)
