"""What people write for ``tf.hessians``, and what it gives."""

from tape_patterns.pair import Wrong

eager_hessians = Wrong(
    "Keeps ``tf.hessians`` in eager code.",
    edits={
        "    @tf.function\n": "",
        """\
        hessian_w = outer.jacobian(gradient, w)
        hessian_b = outer.jacobian(gradient_b, b)
""": """\
        hessian_w, hessian_b = tf.hessians(loss, [w, b])
""",
    },
)

hessians_in_function = Wrong(
    "Keeps ``tf.hessians`` in a ``tf.function``, for variables.",
    edits={
        """\
        hessian_w = outer.jacobian(gradient, w)
        hessian_b = outer.jacobian(gradient_b, b)
""": """\
        hessian_w, hessian_b = tf.hessians(loss, [w, b])
"""
    },
)

gradient_of_gradient = Wrong(
    "Takes the gradient of the gradient: the rows are added up.",
    edits={
        "outer.jacobian(gradient, w)": "outer.gradient(gradient, w)",
        "outer.jacobian(gradient_b, b)": (
            "outer.gradient(gradient_b, b)"
        ),
        "newton_direction(hessian_w, gradient))": (
            "gradient / hessian_w)"
        ),
    },
)

batch_of_rows = Wrong(
    "Takes ``batch_jacobian``: a row of w meets itself only.",
    edits={
        "outer.jacobian(gradient, w)": (
            "outer.batch_jacobian(gradient, w)"
        ),
        "newton_direction(hessian_w, gradient))": """
            tf.linalg.solve(hessian_w, gradient[..., None])[..., 0]
        )""",
    },
)

gradient_not_recorded = Wrong(
    "Takes the gradient after the outer tape has closed.",
    edits={
        "            gradient, gradient_b = inner": (
            "        gradient, gradient_b = inner"
        )
    },
)
