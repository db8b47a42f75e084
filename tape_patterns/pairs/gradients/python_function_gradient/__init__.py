"""A Python function with a gradient: ``tf.py_func`` and its map."""

import numpy as np

from tape_patterns.pair import Bound, Case, Pair


def draw(uniform, steps, batch, features, hidden, knots):
    """Return inputs; the numbers come from ``uniform``."""

    def array(*shape):
        return uniform(-1, 1, shape).astype(np.float32)

    return {
        "x": array(steps, batch, features),
        "targets": array(steps, batch, 1),
        "w1": array(features, hidden),
        # Some sums fall outside: no slope there.
        "knots": np.linspace(-0.9, 0.9, knots).astype(np.float32),
        "table": array(knots),
        "w2": array(hidden, 1),
        "learning_rate": float(uniform(0.01, 0.2)),
    }


def sample(rng):
    """Draw up to 4 steps of a network with a table of 2 to 7 knots."""
    steps = int(rng.integers(1, 5))
    batch, features, hidden = rng.integers(1, 7, size=3)
    knots = int(rng.integers(2, 8))
    return draw(rng.uniform, steps, batch, features, hidden, knots)


PAIR = Pair(
    __name__,
    title="Differentiate a Python function",
    replaces={
        "tf.py_func": ("func", "inp", "Tout", "stateful"),
        "tf.RegisterGradient": ("op_type",),
        "tf.Graph.gradient_override_map": ("op_type_map",),
    },
    cases=(
        Case(
            "learned_table",
            draw(np.random.RandomState(0).uniform, 5, 6, 3, 4, 5),
        ),
    ),
    sample=sample,
    bounds={
        "tf1.15": Bound(
            7.5e-7, "TensorFlow 2 has another kernel for matmul."
        )
    },
    per_step=("hidden", "dw1", "dtable", "dw2", "w1", "table", "w2"),
)
