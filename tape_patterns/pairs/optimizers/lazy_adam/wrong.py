"""What people write for ``LazyAdamOptimizer``, and what it gives."""

from tape_patterns.pair import Wrong

guessed = Wrong(
    "Takes Keras' Adam: it moves all rows.",
    edits={
        "from tape_patterns.optimizers import LazyAdam": (
            "import tensorflow as tf"
        ),
        "= LazyAdam(": "= tf.keras.optimizers.Adam(",
        "        epsilon=epsilon,\n": "",
    },
)

dense_gradient = Wrong(
    "Makes the gradient dense: no row is left alone.",
    form="closest",
    edits={
        "import apply_rows": "import apply_dense",
        "apply=apply_rows": "apply=apply_dense",
    },
)
