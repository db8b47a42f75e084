"""What people write for ``AdagradDAOptimizer``, and what it gives."""

from tape_patterns.pair import Wrong

guessed = Wrong(
    "Takes Adagrad: it moves the weights, not the sum.",
    edits={
        "from tape_patterns.optimizers import AdagradDA": (
            "import tensorflow as tf"
        ),
        "= AdagradDA(": "= tf.keras.optimizers.Adagrad(",
        "initial_gradient_squared_accumulator_value=": (
            "initial_accumulator_value="
        ),
        "        l1_regularization_strength=l1,\n": "",
        "        l2_regularization_strength=l2,\n": "",
    },
)

weight_decay = Wrong(
    "Takes Adagrad, and weight decay for l2: no weight is zero.",
    edits={
        "from tape_patterns.optimizers import AdagradDA": (
            "import tensorflow as tf"
        ),
        "= AdagradDA(": "= tf.keras.optimizers.Adagrad(",
        "initial_gradient_squared_accumulator_value=": (
            "initial_accumulator_value="
        ),
        "        l1_regularization_strength=l1,\n": "",
        "l2_regularization_strength=l2": "weight_decay=l2",
    },
)
