"""What people write for ``AdamOptimizer``, and what it gives."""

from tape_patterns.pair import Wrong

guessed = Wrong(
    "Renames the betas, and leaves Keras' epsilon.",
    edits={
        "from tape_patterns.optimizers import Adam": (
            "import tensorflow as tf"
        ),
        "= Adam(": "= tf.keras.optimizers.Adam(",
        "        epsilon=epsilon,\n": "",
    },
)

same_epsilon = Wrong(
    "Passes epsilon too: 1 - beta is still another number.",
    edits={
        "from tape_patterns.optimizers import Adam": (
            "import tensorflow as tf"
        ),
        "= Adam(": "= tf.keras.optimizers.Adam(",
    },
)

beta_callable = Wrong(
    "Passes a callable, as TF1 allowed.",
    edits={
        "from tape_patterns.optimizers import Adam": (
            "import tensorflow as tf"
        ),
        "= Adam(": "= tf.keras.optimizers.Adam(",
        "beta_1=beta1": "beta_1=lambda: beta1",
    },
)
