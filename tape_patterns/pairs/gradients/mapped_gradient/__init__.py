"""A gradient for each task: ``tf.map_fn`` around a gradient."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, steps, tasks, shots, queries, sizes):
    """Return inputs; the numbers come from ``uniform``."""
    features, hidden, outputs = sizes
    data = [
        (steps, tasks, shots, features),
        (steps, tasks, shots, outputs),
        (steps, tasks, queries, features),
        (steps, tasks, queries, outputs),
    ]
    weights = [(features, hidden), (hidden,), (hidden, outputs)]
    return {
        "tasks": [uniform(-1, 1, shape) for shape in data],
        "weights": [uniform(-1, 1, shape) for shape in weights],
        "inner_rate": float(uniform(0.05, 0.5)),
        "meta_rate": float(uniform(0.01, 0.1)),
    }


def sample(rng):
    """Draw up to 3 steps on batches of small regression tasks."""
    steps = int(rng.integers(1, 4))
    tasks, shots, queries = rng.integers(1, 6, size=3)
    sizes = rng.integers(1, 6, size=3)
    return draw(rng.uniform, steps, tasks, shots, queries, sizes)


VECTORIZED = (
    "The tasks' matrix products and means become batched kernels, which"
    " sum in another order."
)
PAIR = Pair(
    __name__,
    title="Take a gradient inside a map",
    becomes="a tape inside `tf.map_fn`",
    found_in=2,
    replaces={
        "tf.map_fn": ("fn", "elems", "dtype", "parallel_iterations"),
        "tf.gradients": ("ys", "xs"),
    },
    cases=both_dtypes(
        Case(
            "few_shots",
            draw(
                np.random.RandomState(0).uniform, 3, 4, 5, 6, (2, 7, 3)
            ),
        ),
    ),
    sample=sample,
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh.",
        "eager": (
            "Eager code adds up the tasks' meta gradients in another"
            " order than a loop does."
        ),
        "function": (
            "TensorFlow's graph optimizer regroups sums in the loop's"
            " gradient; with the optimizer off, both are identical."
        ),
        "eager:vectorized_map": VECTORIZED,
        "function:vectorized_map": VECTORIZED,
    },
    per_step=(
        ("losses", "dw1", "db1", "dw2")
        + ("meta_dw1", "meta_db1", "meta_dw2", "w1", "b1", "w2")
    ),
)
