"""What people write for ``stop_gradients``, and what it gives."""

from tape_patterns.pair import Wrong

total_only = Wrong(
    "Watches the states: that does not cut what led to them.",
    edits={
        "tf.GradientTape() as total_tape": (
            "tf.GradientTape(persistent=True) as total_tape"
        ),
        """\
            with tf.GradientTape() as partial_tape:
                partial_tape.watch(states[1:])
                loss = loss_of(states[1:], targets)
""": """\
            total_tape.watch(states[1:])
            loss = loss_of(states[1:], targets)
""",
        "partial_tape.gradient(": "total_tape.gradient(",
    },
)

stopped_for_good = Wrong(
    "Leaves the cut in the model: the total derivative is lost.",
    form="stop_gradient",
    edits={"u, tf.identity)": "u, tf.stop_gradient)"},
)

stopped_output = Wrong(
    "Stops what the cell returns: nothing leads back to the cell.",
    form="stop_gradient",
    edits={
        "            states = unroll(inputs, start, w, u,"
        " tf.stop_gradient)\n": """\
            states = unroll(inputs, start, w, u, tf.identity)
            states = [tf.stop_gradient(state) for state in states]
"""
    },
)

still_stop_gradients = Wrong(
    "Keeps the argument's name: ``tape.gradient`` has no such one.",
    edits={
        "partial_tape.gradient(loss, states[1:])": """\
partial_tape.gradient(
            loss, states[1:], stop_gradients=states[1:]
        )"""
    },
)
