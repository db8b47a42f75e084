"""What people write for an embedding's gradient, and what it gives."""

from tape_patterns.pair import Wrong

values_as_gradient = Wrong(
    "Takes the rows that were looked up for those of the table.",
    edits={
        "[(gradient, table)]": "[(gradient.values, table)]",
        # In eager code the message names both shapes.
        "train_step(*batch)": "train_step.python_function(*batch)",
    },
)

last_duplicate = Wrong(
    "Scatters the rows by assignment: a word's last row wins.",
    edits={
        "        optimizer.apply_gradients([(gradient, table)])\n": """\
        dense = tf.tensor_scatter_nd_update(
            tf.zeros_like(table),
            gradient.indices[:, tf.newaxis],
            gradient.values,
        )
        optimizer.apply_gradients([(dense, table)])
"""
    },
)

mapped_over = Wrong(
    "Calculates with the slices as if they were a tensor.",
    edits={"[(gradient, table)]": "[(gradient / 2.0, table)]"},
)
