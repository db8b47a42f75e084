"""Hessian-vector products: the gradient of gradient times vector."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, batch, sizes, count):
    """Return inputs; the numbers come from ``uniform``."""
    features, hidden, actions = sizes
    shapes = [
        (features, hidden),
        (hidden,),
        (hidden, actions),
        (actions,),
    ]
    total = sum(int(np.prod(shape)) for shape in shapes)
    return {
        "states": uniform(-1, 1, (batch, features)),
        "weights": [uniform(-1, 1, shape) for shape in shapes],
        "vectors": uniform(-1, 1, (count, total)),
    }


def sample(rng):
    """Draw a small policy, a batch and up to 3 vectors.

    One action has probability 1 always, so there are at least 2.
    """
    batch, count = rng.integers(1, 9), rng.integers(1, 4)
    sizes = rng.integers(1, 7, size=3) + [0, 0, 1]
    return draw(rng.uniform, batch, sizes, count)


FORWARD = "Forward mode adds up the same terms in another order."

PAIR = Pair(
    __name__,
    title="Multiply a vector by the Hessian",
    aliases=(
        "HVP",
        "TRPO",
        "conjugate gradient",
        "Fisher vector product",
    ),
    becomes="`outer.gradient(output_gradients=v)`",
    found_in=3,
    replaces={"tf.gradients": ("ys", "xs")},
    cases=both_dtypes(
        Case(
            "policy",
            draw(np.random.RandomState(0).uniform, 32, (5, 16, 3), 2),
        ),
    ),
    sample=sample,
    rounding={
        "tf1.15": (
            "TensorFlow 2 has other kernels for tanh and log_softmax."
        ),
        "eager:forward_over_reverse": FORWARD,
        "function:forward_over_reverse": FORWARD,
    },
)
