"""A GAN: two optimizers that take turns, each with its variables."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, steps, batch, size, hidden, rates):
    """Return inputs; the numbers come from ``uniform``."""
    return {
        "real": uniform(0, 2, (steps, batch, size)),
        "noise": uniform(-1, 1, (steps, 2, batch, size)),
        "generator": [
            uniform(-1, 1, (size, size)),
            uniform(-1, 1, size),
        ],
        "critic": [
            uniform(-1, 1, (size, hidden)),
            uniform(-1, 1, (hidden, 1)),
        ],
        "rates": rates,
    }


def sample(rng):
    """Draw both networks, both rates and up to 4 steps."""
    steps, batch = int(rng.integers(1, 5)), int(rng.integers(2, 9))
    size, hidden = int(rng.integers(1, 4)), int(rng.integers(1, 7))
    rates = [float(rate) for rate in rng.uniform(0.01, 0.3, 2)]
    return draw(rng.uniform, steps, batch, size, hidden, rates)


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Train a GAN with two optimizers",
    aliases=("GAN",),
    becomes="two functions, each with a tape",
    found_in=4,
    replaces={"tf.train.Optimizer.minimize": ("loss", "var_list")},
    cases=both_dtypes(
        Case("twenty_steps", draw(UNIFORM, 20, 6, 2, 5, [0.2, 0.1])),
    ),
    sample=sample,
    per_step=("d_loss", "g_loss", "g_w", "g_b", "d_w1", "d_w2"),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
)
