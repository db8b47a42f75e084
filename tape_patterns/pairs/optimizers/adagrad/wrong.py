"""What people write for ``AdagradOptimizer``, and what it gives."""

from tape_patterns.pair import Wrong

guessed = Wrong(
    "Leaves Keras' epsilon, which TF1 does not have.",
    edits={
        "from tape_patterns.optimizers import Adagrad": (
            "import tensorflow as tf"
        ),
        "= Adagrad(": "= tf.keras.optimizers.Adagrad(",
    },
)

accumulator_at_zero = Wrong(
    "Starts the accumulator at zero, as the paper has it.",
    form="closest",
    edits={
        "initial_accumulator_value=initial_accumulator_value": (
            "initial_accumulator_value=0.0"
        ),
    },
)
