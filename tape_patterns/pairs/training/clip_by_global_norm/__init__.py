"""``tf.clip_by_global_norm``: one norm over all gradients."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, sizes, clip_norm, rate):
    """Return inputs; the numbers come from ``uniform``."""
    steps, batch, features, hidden = sizes
    return {
        "x": uniform(-1, 1, (steps, batch, features)),
        "targets": uniform(-1, 1, (steps, batch, 1)),
        "weights": [
            uniform(-1, 1, (features, hidden)),
            uniform(-1, 1, hidden),
            uniform(-1, 1, (hidden, 1)),
        ],
        "clip_norm": clip_norm,
        "learning_rate": rate,
    }


def sample(rng):
    """Draw a network, and a limit that some of the steps exceed."""
    sizes = [int(size) for size in rng.integers(2, 8, 4)]
    clip_norm = float(rng.uniform(0.1, 6))
    rate = float(rng.uniform(0.01, 0.1))
    return draw(rng.uniform, sizes, clip_norm, rate)


UNIFORM = np.random.RandomState(0).uniform
REORDERED = (
    "In a function TensorFlow multiplies the rate by the scale first, "
    "and what comes of it by the gradient."
)
KERAS = "Keras adds up the squares by other operations."

PAIR = Pair(
    __name__,
    title="Clip all gradients by one norm",
    becomes="`tf.clip_by_global_norm`",
    found_in=3,
    replaces={"tf.clip_by_global_norm": ("t_list", "clip_norm")},
    cases=both_dtypes(
        Case("clipped", draw(UNIFORM, (20, 6, 3, 5), 0.5, 0.1)),
        Case("not_clipped", draw(UNIFORM, (5, 6, 3, 5), 1e3, 0.02)),
    ),
    sample=sample,
    per_step=("loss", "norm", "w1", "b1", "w2"),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh.",
        "function": REORDERED,
        "eager:global_clipnorm": KERAS,
        "function:global_clipnorm": KERAS,
    },
)
