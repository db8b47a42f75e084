"""What people write for ``tf.assign``, and what it gives."""

from tape_patterns.pair import Wrong

name_bound_anew = Wrong(
    "Gives the name another tensor: the variable keeps its value.",
    edits={
        "            v.assign(tf.reshape(part, v.shape))\n": """\
            v = tf.reshape(part, v.shape)
"""
    },
)

read_once = Wrong(
    "Builds the flat vector once, as a graph's op: it never changes.",
    edits={
        """\
    @tf.function
    def get_flat():
        flat = [tf.reshape(v, [-1]) for v in variables]
""": """\
    flat = [tf.reshape(v, [-1]) for v in variables]

    @tf.function
    def get_flat():
"""
    },
)

not_reshaped = Wrong(
    "Assigns the part as it is, a vector.",
    edits={"v.assign(tf.reshape(part, v.shape))": "v.assign(part)"},
)
