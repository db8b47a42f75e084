"""What people write for a placeholder, and what it gives."""

from tape_patterns.pair import Wrong

not_cast = Wrong(
    "Takes the batch as it comes: an array of float64.",
    edits={
        "        x, y = tf.cast(x, w.dtype), tf.cast(y, w.dtype)\n": ""
    },
)

weights_cast = Wrong(
    "Casts the weights to the batch: all is float64 from here on.",
    edits={
        "        x, y = tf.cast(x, w.dtype), tf.cast(y, w.dtype)\n": (
            "        y = tf.cast(y, x.dtype)\n"
        ),
        "else center\n": "else tf.cast(center, x.dtype)\n",
        "predict(x, w, middle) - y": (
            "predict(x, tf.cast(w, x.dtype), middle) - y"
        ),
    },
)

batch_not_an_argument = Wrong(
    "Reads the batch from a dict: the trace keeps the first one.",
    edits={
        """\
    def train_step(x, y):
""": """\
    def train_step():
        x, y = feed["x"], feed["y"]
""",
        "        outputs = [compute_loss(x, y), train_step(x, y)": """\
        feed = {"x": x, "y": y}
        outputs = [compute_loss(x, y), train_step()""",
    },
)

default_in_training = Wrong(
    "Leaves the default in training: no error, other gradients.",
    edits={"(x, y, training=True)": "(x, y)"},
)
