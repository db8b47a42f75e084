"""What people write to clip each gradient, and what it gives."""

from tape_patterns.pair import Wrong

clipped_none = Wrong(
    "Clips the gradient that is ``None``.",
    edits={" if g is not None]": "]"},
)

half_clipped = Wrong(
    "Gives one limit: negative gradients are not clipped.",
    edits={
        "tf.clip_by_value(g, -limit, limit)": "tf.minimum(g, limit)",
    },
)

clipped_weights = Wrong(
    "Clips the weights after the step, not the gradients.",
    edits={
        "(clip(g), v) for g, v in pairs": "(g, v) for g, v in pairs",
        "        optimizer.apply_gradients(known)\n": """\
        optimizer.apply_gradients(known)
        for _, v in known:
            v.assign(clip(v))
""",
    },
)

clipped_loss = Wrong(
    "Clips the loss: beyond the limit there is no gradient.",
    edits={
        "loss = tf.reduce_sum(tf.square(error))": (
            "loss = clip(tf.reduce_sum(tf.square(error)))"
        ),
        "(clip(g), v) for g, v in pairs": "(g, v) for g, v in pairs",
    },
)

global_clipnorm = Wrong(
    "Takes ``global_clipnorm``: one norm over all gradients.",
    form="clipnorm",
    edits={"clipnorm=limit": "global_clipnorm=limit"},
)
