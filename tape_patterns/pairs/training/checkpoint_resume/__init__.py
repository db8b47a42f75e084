"""A training that TensorFlow 1.15.5 began, continued in TF2."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes

SIZE = 3
"""The number of weights in the checkpoints in ``saved``."""
OPTIMIZERS = ("adam", "momentum", "rmsprop", "adagrad", "ftrl")


def draw(uniform, optimizer, steps):
    """Return inputs; the numbers come from ``uniform``."""
    return {
        "optimizer": optimizer,
        "x": uniform(-1, 1, (steps, SIZE)),
        "y": uniform(-1, 1, (steps, SIZE)),
    }


def sample(rng):
    """Draw an optimizer and up to 5 steps."""
    optimizer = str(rng.choice(OPTIMIZERS))
    return draw(rng.uniform, optimizer, int(rng.integers(1, 6)))


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Continue a training from a TF1 checkpoint",
    aliases=("restore checkpoint",),
    becomes="`tape_patterns.checkpoints.restore`",
    found_in=12,
    replaces={
        "tf.train.Saver": ("var_list",),
        "tf.train.Saver.restore": ("sess", "save_path"),
        "tf.train.latest_checkpoint": ("checkpoint_dir",),
    },
    cases=both_dtypes(
        *[Case(name, draw(UNIFORM, name, 50)) for name in OPTIMIZERS]
    ),
    sample=sample,
    per_step=("loss", "w", "b"),
    rounding={"tf1.15": "TensorFlow 2 has another square root."},
)
