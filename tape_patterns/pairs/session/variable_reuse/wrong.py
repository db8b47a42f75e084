"""What people write for ``reuse``, and what it gives."""

from tape_patterns.pair import Wrong

two_objects = Wrong(
    "Makes an encoder for each call: two sets of weights.",
    edits={
        "    encode = Encoder()\n": """\
    encode, other = Encoder(), Encoder()
""",
        "encode(x1) - encode(x2)": "encode(x1) - other(x2)",
    },
)

same_name = Wrong(
    "Makes a variable of the same name in each call.",
    edits={
        "        def __call__(self, x):\n": """\
        def __call__(self, x):
            self.w = tf.Variable(w_start, name="w")
""",
    },
)

second_call_stopped = Wrong(
    "Copies the weights for the second call: they get no gradient.",
    edits={
        "encode(x1) - encode(x2)": (
            "encode(x1) - tf.stop_gradient(encode(x2))"
        ),
    },
)
