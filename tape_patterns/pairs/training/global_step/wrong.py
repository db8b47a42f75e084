"""What people write to count steps, and what it gives."""

from tape_patterns.pair import Wrong

counted_by_hand_too = Wrong(
    "Adds one by hand too, as ``minimize(global_step=...)`` did.",
    edits={
        "        return loss, warm_up\n": """\
        step.assign_add(1)
        return loss, warm_up
""",
    },
)

once_for_each_variable = Wrong(
    "Calls the optimizer for each variable: each call counts.",
    edits={
        "optimizer.apply_gradients(zip(gradients, [w, b]))": """\
for gradient, variable in zip(gradients, [w, b]):
            optimizer.apply_gradients([(gradient, variable)])""",
    },
)

read_outside = Wrong(
    "Reads the count outside the function: the trace keeps it.",
    edits={
        "    @tf.function\n": """\
    count = step.numpy()

    @tf.function
""",
        "tf.cast(step, dtype)": "tf.cast(count, dtype)",
    },
)

counted_first = Wrong(
    "Counts on the first line: the first step is 1, not 0.",
    edits={
        "    step = optimizer.iterations\n": (
            "    step = tf.Variable(0, dtype=tf.int64)\n"
        ),
        "        warm_up = tf.cast(step, dtype) / warm_up_steps\n": """\
        step.assign_add(1)
        warm_up = tf.cast(step, dtype) / warm_up_steps
""",
    },
)

not_resumed = Wrong(
    "Restores the weights alone: the count starts at 0 again.",
    edits={"    step.assign(start)\n": ""},
)
