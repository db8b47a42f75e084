"""Float16 on the way, float32 weights: a loss that is scaled."""

import numpy as np

from tape_patterns.pair import Case, Pair


def draw(uniform, shape, learning_rate, initial_scale, growth_steps):
    """Return inputs; the numbers come from ``uniform``."""
    steps, batch, features = shape
    arrays = {
        "x": uniform(-1, 1, (steps, batch, features)),
        "y": uniform(-1, 1, (steps, batch)),
    }
    weights = [uniform(-1, 1, features), uniform(-1, 1, features)]
    return {
        **{name: a.astype("float32") for name, a in arrays.items()},
        "weights": [w.astype("float32") for w in weights],
        "learning_rate": learning_rate,
        "initial_scale": initial_scale,
        "growth_steps": growth_steps,
    }


def sample(rng):
    """Draw a network, up to 7 batches, and a scale."""
    shape = [int(n) for n in rng.integers([3, 1, 1], [8, 9, 5])]
    learning_rate = float(rng.uniform(0.01, 0.3))
    initial_scale = float(2 ** rng.integers(10, 21))
    growth_steps = int(rng.integers(1, 4))
    return draw(
        rng.uniform, shape, learning_rate, initial_scale, growth_steps
    )


UNIFORM = np.random.RandomState(0).uniform

PAIR = Pair(
    __name__,
    title="Scale the loss for float16",
    aliases=("mixed precision", "float16"),
    becomes="`LossScaleOptimizer.scale_loss`",
    replaces={
        "tf.train.experimental.MixedPrecisionLossScaleOptimizer": (
            "opt",
            "loss_scale",
        ),
        "tf.train.experimental.DynamicLossScale": (
            "initial_loss_scale",
            "increment_period",
            "multiplier",
        ),
    },
    cases=(
        Case("ten_steps", draw(UNIFORM, (10, 6, 4), 0.1, 2.0**18, 3)),
        Case(
            "no_overflow", draw(UNIFORM, (4, 6, 4), 0.1, 2.0**8, 2000)
        ),
    ),
    sample=sample,
    per_step=("loss", "w1", "w2", "scale"),
    only_dtype="float32",
    only_because="TF1 multiplies each gradient by a float32 scale.",
)
