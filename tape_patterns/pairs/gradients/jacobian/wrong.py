"""What people write for a Jacobian, and what it gives."""

from tape_patterns.pair import Wrong

blocks_of_coupled_batch = Wrong(
    "Takes batch_jacobian for the diagonal, zeros for the rest.",
    edits={
        "        jacobian = tape.jacobian(y, x)\n": """\
        blocks = tape.batch_jacobian(y, x)
        diagonal = tf.eye(len(x), dtype=x.dtype)
        jacobian = tf.einsum("ijl,ik->ijkl", blocks, diagonal)
"""
    },
)

jacobian_for_batch_jacobian = Wrong(
    "Takes jacobian twice: the second has a batch axis too many.",
    edits={"tape.batch_jacobian(y, x)": "tape.jacobian(y, x)"},
)

gradient_of_each_example = Wrong(
    "Takes tape.gradient of y[i]: that sums over the outputs.",
    edits={
        "            y = network(weights, x, training)\n": """\
            y = network(weights, x, training)
            rows = tf.unstack(y)
""",
        "        jacobian = tape.jacobian(y, x)\n": """\
        jacobian = tf.stack([tape.gradient(row, x) for row in rows])
""",
    },
)
