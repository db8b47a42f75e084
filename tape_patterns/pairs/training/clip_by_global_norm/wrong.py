"""What people write for one norm over all, and what it gives."""

from tape_patterns.pair import Wrong

clipnorm = Wrong(
    "Takes ``clipnorm``: each gradient has a norm of its own.",
    form="global_clipnorm",
    edits={"global_clipnorm=": "clipnorm="},
)

one_by_one = Wrong(
    "Clips one gradient after the other.",
    edits={
        "clipped, norm = tf.clip_by_global_norm": """\
clipped = [tf.clip_by_norm(g, clip_norm) for g in gradients]
        _, norm = tf.clip_by_global_norm"""
    },
)

norm_of_the_clipped = Wrong(
    "Logs the norm after clipping: never more than the limit.",
    edits={
        "        return loss, norm\n": """\
        norm = tf.linalg.global_norm(clipped)
        return loss, norm
""",
    },
)

not_the_clipped = Wrong(
    "Applies the gradients, not the clipped ones.",
    edits={"zip(clipped, variables)": "zip(gradients, variables)"},
)
