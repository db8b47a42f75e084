"""Gradients through ``tf.while_loop`` and ``tf.scan``."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def inputs(draw, length, batch, features, hidden, tolerance, most):
    """Draw a sequence, and weights that let a state settle."""

    def drawn(*shape):
        return draw(-1, 1, shape)

    return {
        "sequence": drawn(length, batch, features),
        "start": drawn(batch, hidden),
        "w": drawn(features, hidden),
        "u": drawn(hidden, hidden) / np.float64(hidden),
        "tolerance": tolerance,
        "maximum_iterations": most,
    }


def sample(rng):
    """Draw a sequence of up to 12 steps, and when to stop settling."""
    length = int(rng.integers(1, 13))
    sizes = [int(size) for size in rng.integers(1, 6, size=3)]
    tolerance = float(rng.uniform(0.003, 0.05))
    most = int(rng.integers(1, 20))
    return inputs(rng.uniform, length, *sizes, tolerance, most)


def case(name, seed, *sizes):
    """Draw a case that is the same on each NumPy."""
    draw = np.random.RandomState(seed).uniform
    return Case(name, inputs(draw, *sizes))


def settled():
    """Return a cell that forgets: its second state is its first.

    The change is then 0 exactly, which is not more than the tolerance.
    """
    draw = np.random.RandomState(2).uniform
    drawn = inputs(draw, 2, 3, 2, 2, 0.0, 9)
    return dict(drawn, u=np.zeros((2, 2)))


ADDED_AT_ONCE = (
    "A loop of the graph adds up a weight's gradients one step after"
    " another; without one, they are added in another order."
)

PAIR = Pair(
    __name__,
    title="Differentiate through a loop",
    becomes="`for` and `while` in a `tf.function`",
    replaces={
        "tf.while_loop": (
            "cond",
            "body",
            "loop_vars",
            "maximum_iterations",
        ),
        "tf.scan": ("fn", "elems", "initializer"),
    },
    cases=both_dtypes(
        case("settles", 0, 12, 5, 3, 4, 0.01, 50),
        case("stopped", 1, 3, 2, 5, 4, 1e-6, 3),
        Case("settled", settled()),
    ),
    sample=sample,
    rounding={
        "tf1.15": (
            "TensorFlow 2 has other matmul and tanh kernels, and steps'"
            " gradients may cancel."
        ),
        "eager": ADDED_AT_ONCE,
        "eager:while_loop": ADDED_AT_ONCE,
        "eager:unrolled": ADDED_AT_ONCE,
        "function:unrolled": ADDED_AT_ONCE,
    },
)
