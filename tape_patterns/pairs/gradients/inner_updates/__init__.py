"""MAML with several inner steps: gradients through updated weights."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, tasks, points, hidden, inner_steps, rates):
    """Return inputs: sine waves, as in the paper; see ``uniform``."""
    amplitude = uniform(0.1, 5, (tasks, 1, 1))
    phase = uniform(0, np.pi, (tasks, 1, 1))
    x = uniform(-5, 5, (tasks, points, 1))
    x_query = uniform(-5, 5, (tasks, points, 1))
    inner_rate, learning_rate = rates
    return {
        "x": x,
        "y": amplitude * np.sin(x - phase),
        "x_query": x_query,
        "y_query": amplitude * np.sin(x_query - phase),
        "weights": [
            uniform(-1, 1, (1, hidden)),
            uniform(-1, 1, hidden),
            uniform(-1, 1, (hidden, 1)),
        ],
        "inner_steps": inner_steps,
        "inner_rate": inner_rate,
        "learning_rate": learning_rate,
    }


def sample(rng):
    """Draw up to 3 tasks, and 2 to 4 inner steps on each."""
    tasks, points, hidden = (
        int(rng.integers(1, most)) for most in (4, 9, 9)
    )
    rates = [float(rng.uniform(1e-3, 2e-2)) for _ in range(2)]
    inner = int(rng.integers(2, 5))
    return draw(rng.uniform, tasks, points, hidden, inner, rates)


STREAM = np.random.RandomState(0)

PAIR = Pair(
    __name__,
    title="Differentiate through updates of the weights",
    aliases=("MAML", "fast weights"),
    becomes="a tape for each step, in a tape",
    found_in=1,
    replaces={"tf.gradients": ("ys", "xs")},
    cases=both_dtypes(
        Case("sine", draw(STREAM.uniform, 3, 5, 6, 3, (0.01, 0.001))),
    ),
    sample=sample,
    per_step=(
        "losses",
        "fast_w1",
        "fast_b1",
        "fast_w2",
        "meta_loss",
        "dw1",
        "db1",
        "dw2",
        "w1",
        "b1",
        "w2",
    ),
    rounding={
        "function": (
            "The graph optimizer regroups arithmetic; with it off, the"
            " numbers are identical."
        ),
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh.",
    },
)
