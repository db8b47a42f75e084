"""What people write for this optimizer, and what it gives."""

from tape_patterns.pair import Wrong

rate_traced = Wrong(
    "Passes a callable that reads a Python number: tracing reads it.",
    edits={
        "        learning_rate,": '        lambda: current["rate"],',
        "run = trains_network(make)": '''\
current = {}


def set_rate(optimizer, rate):
    """Let the callable above return this rate."""
    current["rate"] = rate


run = trains_network(make, set_rate=set_rate)''',
    },
)

decay_argument = Wrong(
    "Passes Keras 2's `decay`: Keras 3 warns and ignores it.",
    edits={
        "from tape_patterns.optimizers import GradientDescent": (
            "import tensorflow as tf"
        ),
        "= GradientDescent(": "= tf.keras.optimizers.SGD(",
        "        learning_rate,": (
            "        learning_rate,\n        decay=1 / 0.97 - 1,"
        ),
        "run = trains_network(make)": (
            "run = trains_network(make, set_rate=lambda *_: None)"
        ),
    },
)
