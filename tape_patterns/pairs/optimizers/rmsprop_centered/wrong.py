"""What people write for ``RMSPropOptimizer``, and what it gives."""

from tape_patterns.pair import Wrong

guessed = Wrong(
    "Renames `decay` to `rho`: another start, another epsilon.",
    edits={
        "from tape_patterns.optimizers import RMSprop": (
            "import tensorflow as tf"
        ),
        "= RMSprop(": "= tf.keras.optimizers.RMSprop(",
        "        epsilon=epsilon,\n": "",
    },
)

epsilon_mended = Wrong(
    "Passes epsilon too: the mean square starts at zero.",
    edits={
        "from tape_patterns.optimizers import RMSprop": (
            "import tensorflow as tf"
        ),
        "= RMSprop(": "= tf.keras.optimizers.RMSprop(",
    },
)

decay_kept = Wrong(
    "Keeps the name `decay`: Keras 3 warns and ignores it.",
    edits={
        "from tape_patterns.optimizers import RMSprop": (
            "import tensorflow as tf"
        ),
        "= RMSprop(": "= tf.keras.optimizers.RMSprop(",
        "        rho=decay,": "        decay=decay,",
        "        epsilon=epsilon,\n": "",
    },
)
