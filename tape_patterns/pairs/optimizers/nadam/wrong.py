"""What people write for ``NadamOptimizer``, and what it gives."""

from tape_patterns.pair import Wrong

guessed = Wrong(
    "Takes Keras' Nadam with its own epsilon.",
    edits={
        "from tape_patterns.optimizers import Nadam": (
            "import tensorflow as tf"
        ),
        "= Nadam(": "= tf.keras.optimizers.Nadam(",
        "        epsilon=epsilon,\n": "",
    },
)

same_epsilon = Wrong(
    "Passes epsilon too: Keras' Nadam is another formula.",
    edits={
        "from tape_patterns.optimizers import Nadam": (
            "import tensorflow as tf"
        ),
        "= Nadam(": "= tf.keras.optimizers.Nadam(",
    },
)
