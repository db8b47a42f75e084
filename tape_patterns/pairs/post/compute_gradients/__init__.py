"""``compute_gradients``: the list of pairs and its Nones."""

import numpy as np

from tape_patterns.pair import Case, Pair
from tape_patterns.pairs.post import minimize


def with_unused(inputs):
    """Add a weight of w's shape that the loss does not use."""
    return dict(inputs, unused=np.full_like(inputs["w"], 7))


def sample(rng):
    """Draw what ``minimize`` draws, and an unused weight."""
    return with_unused(minimize.sample(rng))


PAIR = Pair(
    __name__,
    title="Change gradients before you apply them",
    becomes="`tape.gradient`, `zip`",
    found_in=6,
    replaces={
        "tf.train.Optimizer.compute_gradients": ("loss", "var_list")
    },
    cases=tuple(
        Case(case.name, with_unused(case.inputs), case.published)
        for case in minimize.PAIR.cases
    ),
    sample=sample,
)
