"""``global_step``: who counts the steps, and when."""

import numpy as np

from tape_patterns.pair import Case, Pair, both_dtypes


def draw(uniform, steps, batch, features, start, warm_up_steps, rate):
    """Return inputs; the numbers come from ``uniform``."""
    return {
        "x": uniform(-1, 1, (steps, batch, features)),
        "y": uniform(-1, 1, (steps, batch, 1)),
        "w": uniform(-1, 1, (features, 1)),
        "b": uniform(-1, 1, 1),
        "start": start,
        "warm_up_steps": warm_up_steps,
        "learning_rate": rate,
    }


def sample(rng):
    """Draw a model, where it resumes and how long the warm-up is."""
    steps, batch = int(rng.integers(2, 6)), int(rng.integers(1, 9))
    features, start = int(rng.integers(1, 5)), int(rng.integers(0, 9))
    warm_up_steps = int(rng.integers(1, 13))
    rate = float(rng.uniform(0.01, 0.3))
    return draw(
        rng.uniform, steps, batch, features, start, warm_up_steps, rate
    )


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Count the training steps",
    becomes="`optimizer.iterations`",
    found_in=6,
    replaces={
        "tf.train.get_or_create_global_step": (),
        "tf.train.Optimizer.minimize": ("loss", "global_step"),
        "tf.summary.scalar": ("name", "tensor"),
        "tf.summary.merge_all": (),
        "tf.summary.FileWriter.add_summary": ("summary", "global_step"),
    },
    cases=both_dtypes(
        # The penalty counts in full from step 10 on.
        Case("from_the_start", draw(UNIFORM, 20, 6, 3, 0, 10, 0.2)),
        Case("resumed", draw(UNIFORM, 5, 6, 3, 7, 10, 0.2)),
    ),
    sample=sample,
    per_step=("loss", "warm_up", "steps_made", "w", "b"),
    rounding={"tf1.15": "TensorFlow 2 has another kernel for matmul."},
)
