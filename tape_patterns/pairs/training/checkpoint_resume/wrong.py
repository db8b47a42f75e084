"""What people write to go on from a checkpoint, and what it gives."""

from tape_patterns.pair import Wrong

weights_alone = Wrong(
    "Restores the weights, and starts the optimizer anew.",
    edits={
        "    restore(checkpoint, paths, optimizer)\n": (
            "    restore(checkpoint, paths)\n"
        ),
    },
)

built_again = Wrong(
    "Makes the optimizer again after its state was restored.",
    edits={
        "    restore(checkpoint, paths, optimizer)\n": (
            """\
    restore(checkpoint, paths, optimizer)
    optimizer = optimizer.from_config(optimizer.get_config())
    optimizer.build([w, b])
"""
        ),
    },
)

slots_alone = Wrong(
    "Copies Adam's slots: the running products start anew.",
    edits={
        "    restore(checkpoint, paths, optimizer)\n": (
            """\
    restore(checkpoint, paths)
    saved = tf.train.load_checkpoint(checkpoint)
    for path, variable in paths.items():
        for slot, name in (("m", "Adam"), ("v", "Adam_1")):
            value = saved.get_tensor(f"{path}/{name}")
            optimizer.get_slot(variable, slot).assign(value)
"""
        ),
    },
)

object_based = Wrong(
    "Restores with ``tf.train.Checkpoint``: weights, and no slot.",
    edits={
        "    w, b = tf.Variable(zeros), tf.Variable(zeros)\n": """\
    w = tf.Variable(zeros, name=f"{scope}/w")
    b = tf.Variable(zeros, name=f"{scope}/b")
""",
        """\
    paths = {f"{scope}/w": w, f"{scope}/b": b}
    restore(checkpoint, paths, optimizer)
""": """\
    saved = tf.train.Checkpoint(w=w, b=b, optimizer=optimizer)
    saved.restore(tf.train.latest_checkpoint(checkpoint))
""",
    },
)
