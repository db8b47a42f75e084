"""What people write for ``tf.py_func`` with a gradient."""

from tape_patterns.pair import Wrong

no_gradient = Wrong(
    "Renames ``tf.py_func``: w1 and the table are never trained.",
    edits={
        "hidden = look_up(tf.matmul(batch, w1), knots, table)": """\
inputs = [tf.matmul(batch, w1), knots, table]
            hidden = tf.numpy_function(interpolate, inputs, w1.dtype)\
""",
        "(loss, variables)": """(
            loss, variables, unconnected_gradients="zero"
        )""",
    },
)

map_kept = Wrong(
    "Keeps the map: the tape never asks for its gradient.",
    edits={
        "hidden = look_up(tf.matmul(batch, w1), knots, table)": """\
inputs = [tf.matmul(batch, w1), knots, table]
            tf1 = tf.compat.v1
            graph = tf1.get_default_graph()
            with graph.gradient_override_map({"PyFunc": "LookUp"}):
                hidden = tf1.py_func(interpolate, inputs, w1.dtype)""",
        "(loss, variables)": """(
            loss, variables, unconnected_gradients="zero"
        )""",
    },
)

# The table is no input: two inputs would fail in any order.
py_function = Wrong(
    "Takes ``tf.py_function``: its tape cannot see into NumPy.",
    edits={
        "hidden = look_up(tf.matmul(batch, w1), knots, table)": """\
x = tf.matmul(batch, w1)
            hidden = tf.py_function(
                lambda x: interpolate(x.numpy(), knots, table.numpy()),
                [x],
                x.dtype,
            )""",
    },
)

numpy_called = Wrong(
    "Calls NumPy in the step, on a tensor without a value.",
    edits={
        "hidden = look_up(": "hidden = interpolate(",
    },
)
