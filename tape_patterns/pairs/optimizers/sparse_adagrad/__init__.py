"""Adagrad for sparse gradients: ``tf.train.AdagradOptimizer``."""

from tape_patterns.pair import Closest, Pair
from tape_patterns.pairs.optimizers import training


def sample(rng):
    """Draw a table, the arguments and up to 100 steps."""
    uniform = rng.uniform
    return {
        **training.sample(training.words, rng, 0.1),
        "initial_accumulator_value": float(uniform(0.01, 1)),
    }


PAIR = Pair(
    __name__,
    title="Train an embedding with Adagrad",
    becomes="the exact `Adagrad`",
    replaces={
        "tf.train.AdagradOptimizer": (
            "learning_rate",
            "initial_accumulator_value",
        )
    },
    cases=training.cases(
        training.words,
        0.1,
        {"initial_accumulator_value": 0.1},
        {"initial_accumulator_value": 0.01},
    ),
    sample=sample,
    per_step=training.per_step(training.TABLE, "accumulator"),
    closest=Closest(
        exact="Adagrad(learning_rate, initial_accumulator_value)",
        keras=(
            "`Adagrad(learning_rate, initial_accumulator_value=..., "
            "epsilon=0.0)` on `tf.convert_to_tensor(gradient)`"
        ),
        formula=(
            "TF1 sums the rows of a word before it squares them. "
            "Keras squares each by itself. Keras adds epsilon."
        ),
        slots={"accumulator": "`accumulator`"},
    ),
)
