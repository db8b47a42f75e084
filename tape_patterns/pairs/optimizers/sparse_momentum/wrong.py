"""What people write for ``MomentumOptimizer``, and what it gives."""

from tape_patterns.pair import Wrong

guessed = Wrong(
    "Hands Keras' SGD the slices.",
    edits={
        "from tape_patterns.optimizers import Momentum": (
            "import tensorflow as tf"
        ),
        "= Momentum(": "= tf.keras.optimizers.SGD(",
        "        momentum,\n": "        momentum=momentum,\n",
    },
)

dense_gradient = Wrong(
    "Makes the gradient dense: other rows drift on.",
    form="closest",
    edits={
        "    apply_rows,\n": "    apply_dense,\n",
        "apply=apply_rows": "apply=apply_dense",
    },
)
