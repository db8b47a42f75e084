"""What people write for unconnected gradients, and what it gives."""

from tape_patterns.pair import Wrong

zeros_applied = Wrong(
    "Applies the zeros: momentum moves the head that should rest.",
    edits={
        "        gradients = tape.gradient(loss, variables)\n": "",
    },
)

task_as_tensor = Wrong(
    "Picks the head by ``tf.cond``: no ``None`` is left to filter.",
    edits={
        "            loss = task_loss(batch, target, trunk,"
        " heads[task])\n": """\
            loss = tf.cond(
                task == 0,
                lambda: task_loss(batch, target, trunk, heads[0]),
                lambda: task_loss(batch, target, trunk, heads[1]),
            )
""",
        "task = step % 2": "task = tf.constant(step % 2)",
    },
)

nones_flattened = Wrong(
    "Flattens the gradients as they are, ``None`` included.",
    edits={
        """\
        gradients = tape.gradient(
            loss, variables, unconnected_gradients=zeros
        )
        flat""": """\
        gradients = tape.gradient(loss, variables)
        flat"""
    },
)

zeros_asked_of_optimizer = Wrong(
    "Gives the option to the optimizer: it belongs to the tape.",
    edits={
        "        optimizer.apply_gradients(known)\n": """\
        optimizer.apply_gradients(known, unconnected_gradients=zeros)
"""
    },
)
