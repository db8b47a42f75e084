"""An Estimator's ``model_fn`` and its train op, as a plain loop."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, shape, learning_rate, steps):
    """Return inputs; the numbers come from ``uniform``."""
    examples, features, hidden, batch_size = shape
    return {
        "x": uniform(-1, 1, (examples, features)),
        "y": uniform(-1, 1, (examples, 1)),
        "weights": [
            uniform(-1, 1, (features, hidden)),
            uniform(-1, 1, (hidden, 1)),
        ],
        "learning_rate": learning_rate,
        "batch_size": batch_size,
        "steps": steps,
    }


def sample(rng):
    """Draw data, a network, and how long each training goes on."""
    shape = [int(n) for n in rng.integers([5, 1, 1, 2], [13, 5, 5, 5])]
    steps = [int(n) for n in rng.integers(1, 4, rng.integers(1, 3))]
    return draw(rng.uniform, shape, float(rng.uniform(0, 0.5)), steps)


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Train without an Estimator",
    becomes="a train step and a loop",
    found_in=2,
    replaces={
        "tf.estimator.Estimator": ("model_fn", "model_dir", "params"),
        "tf.estimator.Estimator.train": ("input_fn", "steps"),
        "tf.estimator.Estimator.evaluate": ("input_fn",),
        "tf.estimator.EstimatorSpec": ("mode", "loss", "train_op"),
    },
    cases=both_dtypes(
        # Ten examples in batches of four: the last batch is smaller.
        Case(
            "trained_twice", draw(UNIFORM, (10, 3, 4, 4), 0.3, [4, 2])
        ),
    ),
    sample=sample,
    per_step=("loss", "w1", "w2"),
    compat_v1=False,
    rounding={
        "function": "TensorFlow 2 has other kernels for matmul.",
        "eager": "TensorFlow 2 has other kernels for matmul.",
    },
)
