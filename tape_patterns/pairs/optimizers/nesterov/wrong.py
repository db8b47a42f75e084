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

nesterov_lost = Wrong(
    "Drops `use_nesterov`: plain momentum.",
    edits={
        "        nesterov=True,\n": "",
    },
)
