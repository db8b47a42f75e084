"""Learning rates that depend on the step: TF1's schedules."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, shape, learning_rate, decay_steps, decay_rate):
    """Return inputs; the numbers come from ``uniform``."""
    steps, batch, features = shape
    return {
        "x": uniform(-1, 1, (steps, batch, features)),
        "y": uniform(-1, 1, (steps, batch, 1)),
        "w": uniform(-1, 1, (features, 1)),
        "learning_rate": np.float64(learning_rate),
        "decay_steps": decay_steps,
        "decay_rate": decay_rate,
    }


def sample(rng):
    """Draw a run of up to 12 steps, and a schedule."""
    shape = [int(n) for n in rng.integers([3, 1, 1], [13, 5, 5])]
    rate = rng.uniform(0.05, 0.3)
    decay_steps = int(rng.integers(3, 6))
    return draw(
        rng.uniform, shape, rate, decay_steps, rng.uniform(0.3, 0.95)
    )


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Let the learning rate decay",
    aliases=("learning rate schedule", "warm up"),
    becomes="a `LearningRateSchedule`",
    found_in=2,
    replaces={
        "tf.train.exponential_decay": (
            "global_step",
            "decay_steps",
            "decay_rate",
            "staircase",
        ),
        "tf.train.natural_exp_decay": ("staircase",),
        "tf.train.inverse_time_decay": ("staircase",),
        "tf.train.polynomial_decay": (
            "end_learning_rate",
            "power",
            "cycle",
        ),
        "tf.train.piecewise_constant": ("boundaries", "values"),
        "tf.train.cosine_decay": ("alpha",),
        "tf.train.cosine_decay_restarts": (
            "first_decay_steps",
            "t_mul",
            "m_mul",
        ),
        "tf.train.linear_cosine_decay": ("num_periods", "beta"),
        "tf.train.noisy_linear_cosine_decay": ("initial_variance",),
    },
    cases=both_dtypes(
        Case("twelve_steps", draw(UNIFORM, (12, 4, 3), 0.2, 4, 0.6)),
    ),
    sample=sample,
    per_step=(
        "loss",
        "w",
        "exponential",
        "stairs",
        "natural",
        "natural_stairs",
        "inverse",
        "inverse_stairs",
        "polynomial",
        "cycle",
        "piecewise",
        "cosine",
        "restarts",
        "linear_cosine",
        "noisy_without_noise",
        "warm_up",
    ),
    rounding={
        "function": "The graph optimizer joins other constants.",
        "tf1.15": "TensorFlow 2 has other kernels for pow and cos.",
    },
)
