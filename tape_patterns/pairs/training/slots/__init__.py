"""An optimizer's slots: read at each step, and reset midway."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes

OPTIMIZERS = ("adam", "momentum")


def draw(uniform, optimizer, sizes, reset_before, rate):
    """Return inputs; the numbers come from ``uniform``."""
    steps, batch, size = sizes
    return {
        "optimizer": optimizer,
        "x": uniform(-1, 1, (steps, batch, size)),
        "y": uniform(-1, 1, (steps, batch, size)),
        "w": uniform(-1, 1, size),
        "reset_before": reset_before,
        "learning_rate": rate,
    }


def sample(rng):
    """Draw an optimizer, 3 to 8 steps, and when to reset it."""
    steps = int(rng.integers(3, 9))
    sizes = steps, int(rng.integers(2, 6)), int(rng.integers(1, 5))
    optimizer = str(rng.choice(OPTIMIZERS))
    reset_before = int(rng.integers(1, steps))
    rate = float(rng.uniform(0.01, 0.3))
    return draw(rng.uniform, optimizer, sizes, reset_before, rate)


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Read an optimizer's slots and reset them",
    becomes="`get_slot` of the exact classes",
    found_in=1,
    replaces={
        "tf.train.Optimizer.get_slot": ("var", "name"),
        "tf.train.Optimizer.get_slot_names": (),
        "tf.train.Optimizer.variables": (),
        "tf.variables_initializer": ("var_list",),
    },
    cases=both_dtypes(
        *[
            Case(name, draw(UNIFORM, name, (20, 4, 3), 10, 0.1))
            for name in OPTIMIZERS
        ]
    ),
    sample=sample,
    per_step=("loss", "w", "m", "v", "momentum"),
    rounding={"tf1.15": "TensorFlow 2 has another square root."},
)
