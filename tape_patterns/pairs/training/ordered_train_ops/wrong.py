"""What people write for ordered train ops, and what it gives."""

from tape_patterns.pair import Wrong

one_pass = Wrong(
    "Takes both gradients of one pass: the head learns of old weights.",
    edits={
        """\
        with tf.GradientTape() as tape:
            before = loss_of(x, y, w1, w2)
""": """\
        with tf.GradientTape(persistent=True) as tape:
            before = loss_of(x, y, w1, w2)
        between = before
""",
        """\
        with tf.GradientTape() as tape:
            between = loss_of(x, y, w1, w2)
""": "",
    },
)

other_order = Wrong(
    "Trains the head first.",
    edits={
        """\
        gradient = tape.gradient(before, w1)
        optimizer.apply_gradients([(gradient, w1)])
""": """\
        gradient = tape.gradient(before, w2)
        optimizer.apply_gradients([(gradient, w2)])
""",
        """\
        gradient = tape.gradient(between, w2)
        optimizer.apply_gradients([(gradient, w2)])
""": """\
        gradient = tape.gradient(between, w1)
        optimizer.apply_gradients([(gradient, w1)])
""",
    },
)

loss_outside_the_tape = Wrong(
    "Reuses the loss from above: the second tape saw nothing of it.",
    edits={
        "            between = loss_of(x, y, w1, w2)\n": (
            "            between = before\n"
        ),
    },
)
