"""What people write for a gradient in a map, and what it gives."""

from tape_patterns.pair import Wrong

tape_outside_map = Wrong(
    "Runs all tasks in one tape, without a map: one gradient for all.",
    edits={
        """\
            losses, gradients = tf.map_fn(
                adapt, batch, fn_output_signature=signature
            )
""": """\
            losses, gradients = adapt(batch)
"""
    },
)

weights_assigned = Wrong(
    "Takes the inner step in place: one task starts from another.",
    edits={
        """\
        adapted = descend(weights, gradients, inner_rate)
""": """\
        for weight, gradient in zip(weights, gradients):
            weight.assign_sub(inner_rate * gradient)
""",
        'error(*task["query"], adapted)': (
            'error(*task["query"], weights)'
        ),
    },
)

one_tape = Wrong(
    "Asks one tape for the tasks' gradients and for the meta one.",
    edits={
        """\
    def adapt(task):
        with tf.GradientTape() as tape:
            loss = error(*task["support"], weights)
""": """\
    def adapt(task, tape):
        loss = error(*task["support"], weights)
""",
        """\
                adapt, batch, fn_output_signature=signature
""": """\
                lambda task: adapt(task, meta_tape),
                batch,
                fn_output_signature=signature,
""",
    },
)
