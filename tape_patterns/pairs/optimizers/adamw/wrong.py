"""What people write for ``AdamWOptimizer``, and what it gives."""

from tape_patterns.pair import Wrong

guessed = Wrong(
    "Passes the same `weight_decay`: Keras scales it by the rate.",
    edits={
        "from tape_patterns.optimizers import AdamW": (
            "import tensorflow as tf"
        ),
        "= AdamW(": "= tf.keras.optimizers.AdamW(",
        ("        weight_decay,\n        learning_rate,\n"): (
            "        learning_rate,\n"
            "        weight_decay=weight_decay,\n"
        ),
    },
)

divided_by_rate = Wrong(
    "Divides by the first rate: right until the rate changes.",
    edits={
        "from tape_patterns.optimizers import AdamW": (
            "import tensorflow as tf"
        ),
        "= AdamW(": "= tf.keras.optimizers.AdamW(",
        ("        weight_decay,\n        learning_rate,\n"): (
            "        learning_rate,\n"
            "        weight_decay=weight_decay / learning_rate,\n"
        ),
    },
)
