"""Forward mode: a dummy ``grad_ys`` becomes an accumulator."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, batch, features, hidden, stages):
    """Return inputs; the numbers come from ``uniform``."""
    shapes = [
        (features, hidden),
        (hidden,),
        (hidden, stages),
        (stages,),
    ]
    return {
        "points": uniform(-1, 1, (batch, features)),
        "directions": uniform(-1, 1, (batch, features)),
        "weights": [uniform(-1, 1, shape) for shape in shapes],
        "viscosity": 0.125,
    }


def sample(rng):
    """Draw a small network, up to 8 points and their directions.

    A gradient of very few numbers may cancel to nothing but rounding.
    """
    batch, hidden = rng.integers(2, 9), rng.integers(4, 9)
    features, stages = rng.integers(1, 5), rng.integers(1, 6)
    return draw(rng.uniform, batch, features, hidden, stages)


FORWARD = "Forward mode computes the same terms by other operations."

PAIR = Pair(
    __name__,
    title="Differentiate along a direction",
    aliases=("JVP",),
    becomes="`tf.autodiff.ForwardAccumulator`",
    found_in=1,
    replaces={"tf.gradients": ("ys", "xs", "grad_ys")},
    cases=both_dtypes(
        Case(
            "burgers",
            draw(np.random.RandomState(0).uniform, 16, 2, 12, 5),
        ),
    ),
    sample=sample,
    rounding={
        "tf1.15": "TensorFlow 2 has another kernel for tanh.",
        "eager": FORWARD,
        "function": FORWARD,
        "eager:persistent_tape": (
            "An eager tape adds the terms of a sum in another order."
        ),
        "function:persistent_tape": (
            "The graph optimizer regroups arithmetic; with it off, the"
            " numbers are identical."
        ),
    },
)
