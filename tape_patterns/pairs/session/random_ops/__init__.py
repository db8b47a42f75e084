"""Random ops: one draw a ``session.run``, and TF1's numbers again."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, sizes, width, seeds, rate):
    """Return inputs; ``sizes`` are those of the batches."""
    graph_seed, noise_seed, keep_seed = seeds
    return {
        "batches": [uniform(-1, 1, (size, width)) for size in sizes],
        "w": uniform(-1, 1, (width, width)),
        "graph_seed": graph_seed,
        "noise_seed": noise_seed,
        "keep_seed": keep_seed,
        "learning_rate": rate,
    }


def sample(rng):
    """Draw batches of several sizes, and seeds, with and without 0."""
    sizes = [
        int(size) for size in rng.integers(1, 7, rng.integers(2, 5))
    ]
    seeds = [int(seed) for seed in rng.choice([0, 1, 7, 2**31 - 1], 3)]
    if rng.integers(2):
        seeds = [int(seed) for seed in rng.integers(0, 2**31, 3)]
    if rng.integers(4) == 0:
        seeds[0] = None
    rate = float(rng.uniform(0.05, 0.5))
    return draw(
        rng.uniform, sizes, int(rng.integers(1, 5)), seeds, rate
    )


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Draw the random numbers that TF1 drew",
    becomes="`tf.random.set_seed`",
    replaces={
        "tf.set_random_seed": ("seed",),
        "tf.random_normal": ("shape", "dtype", "seed"),
        "tf.random_uniform": ("shape", "dtype", "seed"),
    },
    cases=both_dtypes(
        # The last batch is smaller, as at the end of an epoch.
        Case(
            "both_seeds",
            draw(UNIFORM, [4] * 4 + [2], 3, (3, 5, 8), 0.3),
        ),
        Case(
            "no_graph_seed",
            draw(UNIFORM, [4] * 2 + [3], 2, (None, 5, 8), 0.3),
        ),
    ),
    sample=sample,
    per_step=("loss", "w_after"),
    rounding={"tf1.15": "TensorFlow 2 has another kernel for matmul."},
)
