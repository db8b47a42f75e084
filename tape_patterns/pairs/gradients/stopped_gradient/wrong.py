"""What people write for a stopped target, and what it gives."""

from tape_patterns.pair import Wrong

target_on_tape = Wrong(
    "Leaves ``tf.stop_gradient`` out: the target learns as well.",
    edits={
        """\
            target = tf.stop_gradient(
                reward + discount * on * q_next, name="target"
            )
""": """\
            target = reward + discount * on * q_next
"""
    },
)

stopped_error = Wrong(
    "Stops the whole error: no path to the weights is left.",
    edits={
        "tf.square(error)": "tf.square(tf.stop_gradient(error))",
    },
)

unused_result = Wrong(
    "Calls it as if it marked the tensor: its result is not used.",
    edits={
        """\
            target = tf.stop_gradient(
                reward + discount * on * q_next, name="target"
            )
""": """\
            target = reward + discount * on * q_next
            tf.stop_gradient(target)
"""
    },
)

by_numpy = Wrong(
    "Cuts with ``.numpy()``: in ``tf.function`` there is no array.",
    edits={
        """\
            target = tf.stop_gradient(
                reward + discount * on * q_next, name="target"
            )
""": """\
            target = (reward + discount * on * q_next).numpy()
"""
    },
)

computed_once = Wrong(
    "Computes each target with the weights of the start.",
    form="before_tape",
    edits={
        "    optimizer.build(variables)\n": """\
    optimizer.build(variables)
    start = [tf.constant(weight) for weight in weights]
""",
        "best(next_state, variables)\n": "best(next_state, start)\n",
    },
)
