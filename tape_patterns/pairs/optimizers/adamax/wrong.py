"""What people write for ``AdaMaxOptimizer``, and what it gives."""

from tape_patterns.pair import Wrong

guessed = Wrong(
    "Renames the betas, and leaves Keras' epsilon.",
    edits={
        "from tape_patterns.optimizers import Adamax": (
            "import tensorflow as tf"
        ),
        "= Adamax(": "= tf.keras.optimizers.Adamax(",
        "        epsilon=epsilon,\n": "",
    },
)

adam = Wrong(
    "Takes Adam for it.",
    edits={
        "from tape_patterns.optimizers import Adamax": (
            "import tensorflow as tf"
        ),
        "= Adamax(": "= tf.keras.optimizers.Adam(",
    },
)
