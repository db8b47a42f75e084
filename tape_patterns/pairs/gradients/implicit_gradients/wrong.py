"""What people write for ``implicit_gradients``, and what it gives."""

from tape_patterns.pair import Wrong

read_before_tape = Wrong(
    "Computes the trunk outside the tape: it is not trained.",
    edits={
        """\
        with tf.GradientTape() as tape:
            hidden = tf.tanh(tf.matmul(x, trunk) + bias)
""": """\
        hidden = tf.tanh(tf.matmul(x, trunk) + bias)
        with tf.GradientTape() as tape:
""",
        # What was not read has no gradient.
        "return loss, read, *gradients": (
            "nothing = tf.zeros_like(bias), tf.zeros_like(trunk)\n"
            "        return loss, read, *nothing, *gradients"
        ),
    },
)

other_variables = Wrong(
    "Zips with all variables: gradients meet other heads.",
    edits={"zip(gradients, found)": "zip(gradients, variables)"},
)

optimizer_not_built = Wrong(
    "Lets the first step build the optimizer for its variables.",
    edits={
        """\
    # All that any step may change: no step reads them all.
    optimizer.build(variables)
""": ""
    },
)

unread_variables = Wrong(
    "Asks for all variables, and meets the None of an unread one.",
    edits={
        "        gradients = tape.gradient(loss, found)\n": """\
        gradients = tape.gradient(loss, variables)
        gradients = [tf.clip_by_value(g, -9.0, 9.0) for g in gradients]
""",
        "zip(gradients, found)": "zip(gradients, variables)",
    },
)
