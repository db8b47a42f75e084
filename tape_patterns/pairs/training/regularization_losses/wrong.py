"""What people write for the penalties, and what it gives."""

from tape_patterns.pair import Wrong

twice_as_much = Wrong(
    "Takes ``L2``, which does not halve: twice the penalty.",
    edits={
        "make_model(weights, regularizer=decay)": (
            "make_model(weights, tf.keras.regularizers.L2(scale))"
        ),
    },
)

left_out = Wrong(
    "Leaves ``model.losses`` out: ``fit`` adds them, a tape does not.",
    edits={
        "tf.reduce_mean(tf.square(error)) + penalty": (
            "tf.reduce_mean(tf.square(error))"
        ),
    },
)

above_the_tape = Wrong(
    "Adds the penalties above the tape: they have no gradient.",
    edits={
        "            penalty = tf.add_n(model.losses)\n": "",
        "    def train_step(x, y):\n": """\
    def train_step(x, y):
        penalty = tf.add_n(model.losses)
""",
    },
)

weight_decay = Wrong(
    "Lets the optimizer decay the weights: biases shrink too.",
    edits={
        "tf.keras.optimizers.SGD(learning_rate)": (
            """\
tf.keras.optimizers.SGD(
        learning_rate, weight_decay=scale
    )"""
        ),
        "tf.reduce_mean(tf.square(error)) + penalty": (
            "tf.reduce_mean(tf.square(error))"
        ),
    },
)

every_variable = Wrong(
    "Penalizes all variables: biases had no regularizer.",
    edits={
        "tf.add_n(model.losses)": (
            "tf.add_n([decay(v) for v in variables])"
        ),
    },
)
