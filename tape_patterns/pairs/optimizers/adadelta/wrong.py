"""What people write for ``AdadeltaOptimizer``, and what it gives."""

from tape_patterns.pair import Wrong

guessed = Wrong(
    "Leaves Keras' epsilon: the first steps are of its size.",
    edits={
        "from tape_patterns.optimizers import Adadelta": (
            "import tensorflow as tf"
        ),
        "= Adadelta(": "= tf.keras.optimizers.Adadelta(",
        "        epsilon=epsilon,\n": "",
    },
)

default_rate = Wrong(
    "Leaves out the rate, since Adadelta needs none.",
    edits={
        "        learning_rate,\n": "",
        "run = trains_network(make)": (
            "run = trains_network(make, set_rate=lambda *_: None)"
        ),
    },
)
