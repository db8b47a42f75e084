"""What people write for ``MomentumOptimizer``, and what it gives."""

from tape_patterns.pair import Wrong

guessed = Wrong(
    "Takes Keras' SGD: an old gradient keeps its old rate.",
    edits={
        "from tape_patterns.optimizers import Momentum": (
            "import tensorflow as tf"
        ),
        "= Momentum(": "= tf.keras.optimizers.SGD(",
        "        momentum,\n": "        momentum=momentum,\n",
    },
)

momentum_callable = Wrong(
    "Passes a callable, as TF1 allowed.",
    edits={
        "from tape_patterns.optimizers import Momentum": (
            "import tensorflow as tf"
        ),
        "= Momentum(": "= tf.keras.optimizers.SGD(",
        "        momentum,\n": "        momentum=lambda: momentum,\n",
    },
)
