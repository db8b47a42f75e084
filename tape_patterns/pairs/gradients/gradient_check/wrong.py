"""What people write for ``compute_gradient``, and what it gives."""

from tape_patterns.pair import Wrong

pairs_by_argument = Wrong(
    "Unpacks a pair for each argument, as TF1 returned them.",
    edits={
        "theoretical, numeric = tf.test": "by_x, by_w = tf.test",
        "zip(theoretical, numeric)": "(by_x, by_w)",
    },
)

rows_for_columns = Wrong(
    "Keeps TF1's indices: the Jacobians are transposed.",
    edits={
        "theoretical[0].T": "theoretical[0]",
        "numeric[0].T": "numeric[0]",
        "theoretical[1].T": "theoretical[1]",
        "numeric[1].T": "numeric[1]",
    },
)

default_delta = Wrong(
    "Leaves ``delta`` out: the default is another one.",
    edits={"layer, [x, w], delta=1e-3": "layer, [x, w]"},
)

float32_differences = Wrong(
    "Checks in float32: most of the difference is rounding.",
    edits={
        "layer, [x, w], delta=1e-3": (
            "layer, [np.float32(x), np.float32(w)], delta=1e-3"
        ),
        # Compared with TF1 in its dtype.
        "    # A row for": """\
    theoretical = [t.astype(x.dtype) for t in theoretical]
    numeric = [n.astype(x.dtype) for n in numeric]
    # A row for""",
    },
)

still_gradient_error = Wrong(
    "Calls the TF1 function, with tensors and shapes.",
    edits={
        """\
    theoretical, numeric = tf.test.compute_gradient(
        layer, [x, w], delta=1e-3
    )
    error = max(
        np.max(np.abs(t - n)) for t, n in zip(theoretical, numeric)
    )
""": """\
    inputs = [tf.constant(x), tf.constant(w)]
    y = layer(*inputs)
    error = tf.compat.v1.test.compute_gradient_error(
        inputs, [x.shape, w.shape], y, y.shape
    )
"""
    },
)
