"""The Jacobian: a loop of ``tf.gradients`` becomes one call."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, batch, features, hidden, outputs, training):
    """Return inputs; the numbers come from ``uniform``."""
    shapes = [
        (features, hidden),
        (hidden,),
        (hidden, outputs),
        (outputs,),
    ]
    x = uniform(-2, 2, (batch, features))
    weights = [uniform(-1, 1, shape) for shape in shapes]
    return {"x": x, "weights": weights, "training": training}


def sample(rng):
    """Draw a network, up to 5 examples, with and without batch norm.

    Of two centered examples the sum would cancel to mere rounding.
    """
    batch, outputs = rng.integers(3, 6), rng.integers(1, 5)
    features, hidden = rng.integers(2, 6), rng.integers(4, 9)
    training = bool(rng.integers(2))
    return draw(rng.uniform, batch, features, hidden, outputs, training)


UNIFORM = np.random.RandomState(0).uniform

BATCHED = (
    "`jacobian` stacks what a loop multiplies one by one, and a kernel"
    " may round a row by the number of rows."
)

PAIR = Pair(
    __name__,
    title="Compute a Jacobian",
    aliases=("batch jacobian",),
    becomes="`tape.jacobian`, `tape.batch_jacobian`",
    replaces={"tf.gradients": ("ys", "xs")},
    cases=both_dtypes(
        # Batch statistics make each output depend on every example.
        Case("training", draw(UNIFORM, 6, 4, 16, 5, True)),
        Case("inference", draw(UNIFORM, 3, 4, 16, 5, False)),
    ),
    sample=sample,
    rounding={
        "eager": BATCHED,
        "function": BATCHED,
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh.",
    },
)
