"""What people write for ``tf.custom_gradient``, and what it gives."""

from tape_patterns.pair import Wrong

no_variables_argument = Wrong(
    "Uses a variable, and the gradient takes none.",
    edits={
        """\
(upstream, variables=None):
            by_v = tf.matmul(features, upstream, transpose_a=True)
""": """\
(upstream):
""",
        "return -reversal * down, [by_v]": "return -reversal * down",
    },
)

captured_tensor = Wrong(
    "Reads v outside and captures it: v has no gradient.",
    edits={
        "    @tf.custom_gradient\n    def critic": """\
    weights = v.read_value()

    @tf.custom_gradient
    def critic""",
        """\
(upstream, variables=None):
            by_v = tf.matmul(features, upstream, transpose_a=True)
""": """\
(upstream):
""",
        "return -reversal * down, [by_v]": "return -reversal * down",
        "        weights = v.read_value()\n": "",
        # Of None there is nothing to compare.
        "return loss, *gradients": "return loss, gradients[0], 0.0 * v",
    },
)

called_by_keyword = Wrong(
    "Passes x by its name, in eager code: back to the tape's own.",
    edits={
        "log1pexp(-domains": "log1pexp(x=-domains",
        "train_step(points, domains), w, v": (
            "train_step.python_function(points, domains), w, v"
        ),
    },
)
