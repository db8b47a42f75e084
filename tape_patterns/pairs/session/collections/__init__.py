"""``tf.get_collection``: lists that the graph kept."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, sizes, features, hidden, rate):
    """Return inputs; ``sizes`` are those of the batches."""
    shapes = [(features, hidden), (hidden, 1)]
    networks = [
        [uniform(-1, 1, shape) for shape in shapes] for _ in range(2)
    ]
    return {
        "states": [uniform(-2, 2, (n, features)) for n in sizes],
        "next_states": [uniform(-2, 2, (n, features)) for n in sizes],
        "rewards": [uniform(-1, 1, (n, 1)) for n in sizes],
        "q": networks[0],
        "q_target": networks[1],
        "learning_rate": rate,
    }


def sample(rng):
    """Draw two networks and up to 4 batches."""
    sizes = [
        int(size) for size in rng.integers(1, 9, rng.integers(2, 5))
    ]
    features, hidden = int(rng.integers(1, 5)), int(rng.integers(1, 9))
    rate = float(rng.uniform(0.01, 0.3))
    return draw(rng.uniform, sizes, features, hidden, rate)


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Keep your own lists of variables and losses",
    becomes="a list of your own",
    found_in=9,
    replaces={
        "tf.get_collection": ("key", "scope"),
        "tf.add_to_collection": ("name", "value"),
        "tf.trainable_variables": ("scope",),
    },
    cases=both_dtypes(
        # The last batch is smaller, as at the end of an epoch.
        Case("six_batches", draw(UNIFORM, [4] * 5 + [2], 3, 5, 0.1)),
    ),
    sample=sample,
    per_step=(
        "loss",
        "penalty",
        "activity",
        "w1",
        "w2",
        "target_w1",
        "target_w2",
    ),
    rounding={
        "tf1.15": "TensorFlow 2 has other kernels for matmul and tanh."
    },
)
