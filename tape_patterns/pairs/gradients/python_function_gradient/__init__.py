"""A Python function with a gradient: ``tf.py_func`` and its map."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, steps, batch, features, hidden, knots):
    """Return inputs; the numbers come from ``uniform``."""

    def array(*shape):
        return uniform(-1, 1, shape)

    return {
        "x": array(steps, batch, features),
        "targets": array(steps, batch, 1),
        "w1": array(features, hidden),
        # Some sums fall outside: no slope there.
        "knots": np.linspace(-0.9, 0.9, knots),
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


def on_the_knots():
    """Return sums that are knots exactly: the slope changes there."""
    knots = np.array([-1.0, -0.5, 0.25, 1.0])
    return {
        "x": knots.reshape(1, 4, 1),
        "targets": np.array([[[0.5], [-0.25], [1.0], [0.75]]]),
        "w1": np.ones((1, 1)),
        "knots": knots,
        "table": np.array([0.5, -1.0, 0.75, 0.25]),
        "w2": np.array([[1.5]]),
        "learning_rate": 0.125,
    }


PAIR = Pair(
    __name__,
    title="Differentiate a Python function",
    becomes="`tf.numpy_function`, `tf.custom_gradient`",
    found_in=2,
    replaces={
        "tf.py_func": ("func", "inp", "Tout", "stateful"),
        "tf.RegisterGradient": ("op_type",),
        "tf.Graph.gradient_override_map": ("op_type_map",),
    },
    cases=both_dtypes(
        Case("on_the_knots", on_the_knots()),
        Case(
            "learned_table",
            draw(np.random.RandomState(0).uniform, 5, 6, 3, 4, 5),
        ),
    ),
    sample=sample,
    rounding={"tf1.15": "TensorFlow 2 has another kernel for matmul."},
    per_step=("loss", "hidden", "dw1", "dtable", "dw2")
    + ("w1", "table", "w2"),
)
