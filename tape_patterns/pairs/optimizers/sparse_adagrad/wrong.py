"""What people write for ``AdagradOptimizer``, and what it gives."""

from tape_patterns.pair import Wrong

guessed = Wrong(
    "Hands Keras' Adagrad the slices: rows are squared one by one.",
    edits={
        "from tape_patterns.optimizers import Adagrad": (
            "import tensorflow as tf"
        ),
        "= Adagrad(": "= tf.keras.optimizers.Adagrad(",
    },
)

last_row = Wrong(
    "Keeps the last of a word's rows.",
    form="closest",
    edits={
        "run = trains_table(make, apply=apply_dense)": """\
def apply_last(optimizer, gradient, table):
    rows = gradient.indices[:, tf.newaxis]
    dense = tf.tensor_scatter_nd_update(
        tf.zeros_like(table), rows, gradient.values
    )
    optimizer.apply_gradients([(dense, table)])


run = trains_table(make, apply=apply_last)""",
    },
)
