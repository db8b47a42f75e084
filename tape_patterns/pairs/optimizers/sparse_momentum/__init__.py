"""Momentum for sparse gradients: ``tf.train.MomentumOptimizer``."""

from tape_patterns.pair import Closest, Pair
from tape_patterns.pairs.optimizers import training


def sample(rng):
    """Draw a table, the arguments and up to 100 steps."""
    uniform = rng.uniform
    return {
        **training.sample(training.words, rng, 0.005),
        "momentum": float(uniform(0.5, 0.95)),
    }


PAIR = Pair(
    __name__,
    title="Train an embedding with momentum",
    becomes="the exact `Momentum`",
    replaces={
        "tf.train.MomentumOptimizer": (
            "learning_rate",
            "momentum",
        )
    },
    cases=training.cases(
        training.words,
        0.005,
        {"momentum": 0.9},
        {"momentum": 0.8},
    ),
    sample=sample,
    per_step=training.per_step(training.TABLE, "momentum"),
    closest=Closest(
        exact="Momentum(learning_rate, momentum)",
        keras=(
            "none; `SGD(learning_rate, momentum=momentum)`, as for "
            "Momentum, with the other rows put back"
        ),
        formula=(
            "TF1 leaves a row without a gradient alone, its "
            "accumulator too. Keras lets the accumulator decay, and "
            "the row moves on."
        ),
        slots={"momentum": "`momentum`, times `-learning_rate`"},
    ),
)
