"""``tfe.implicit_gradients``: of whatever variables a loss reads."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, batch, features, hidden, tasks, learning_rate):
    """Return a network with a head for each task.

    The numbers come from ``uniform``. ``tasks`` says which task each
    step trains.
    """

    def array(*shape):
        return uniform(-0.5, 0.5, shape)

    outputs = 2
    return {
        "x": array(len(tasks), batch, features),
        "target": array(len(tasks), batch, outputs),
        "bias": array(hidden),
        "trunk": array(features, hidden),
        "heads": [array(hidden, outputs) for _ in range(3)],
        "tasks": tasks,
        "learning_rate": learning_rate,
    }


def sample(rng):
    """Draw up to 4 steps, each of any of the 3 tasks."""
    batch, features, hidden = (int(n) for n in rng.integers(1, 8, 3))
    tasks = [
        int(task) for task in rng.integers(3, size=rng.integers(1, 5))
    ]
    rate = float(rng.uniform(0.01, 0.1))
    return draw(rng.uniform, batch, features, hidden, tasks, rate)


# RandomState keeps its stream over all versions of NumPy.
uniform = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Differentiate by whatever variables were read",
    becomes="`tape.watched_variables`",
    found_in=1,
    replaces={
        "tf.contrib.eager.implicit_gradients": ("f",),
        "tf.contrib.eager.implicit_value_and_gradients": ("f",),
    },
    cases=both_dtypes(
        Case("two_tasks", draw(uniform, 4, 3, 5, [2, 0, 2], 0.1)),
    ),
    sample=sample,
    compat_v1=False,
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
    per_step=("loss", "read", "d_bias", "d_trunk", "d_head"),
)
