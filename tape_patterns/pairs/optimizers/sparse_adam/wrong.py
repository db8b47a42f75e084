"""What people write for ``AdamOptimizer``, and what it gives."""

from tape_patterns.pair import Wrong

guessed = Wrong(
    "Renames the betas, and hands Keras' Adam the slices.",
    edits={
        "from tape_patterns.optimizers import Adam": (
            "import tensorflow as tf"
        ),
        "= Adam(": "= tf.keras.optimizers.Adam(",
        "        epsilon=epsilon,\n": "",
    },
)

slices_kept = Wrong(
    "Passes epsilon too: a word's rows are squared one by one.",
    edits={
        "from tape_patterns.optimizers import Adam": (
            "import tensorflow as tf"
        ),
        "= Adam(": "= tf.keras.optimizers.Adam(",
    },
)
