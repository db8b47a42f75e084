"""``tf.gradients``, then ``apply_gradients``: the same pairs."""

from tape_patterns.pair import Pair
from tape_patterns.pairs.post import minimize

PAIR = Pair(
    __name__,
    title="Apply gradients that you computed yourself",
    becomes="`tape.gradient`, `optimizer.apply_gradients`",
    found_in=7,
    replaces={
        "tf.train.Optimizer.apply_gradients": ("grads_and_vars",),
    },
    cases=minimize.PAIR.cases,
    sample=minimize.sample,
)
