"""What people write to accumulate, and what it gives."""

from tape_patterns.pair import Wrong

keras_mean = Wrong(
    "Lets Keras accumulate: it applies the mean, not the sum.",
    edits={
        "SGD(learning_rate)": (
            "SGD(\n"
            "        learning_rate,\n"
            "        gradient_accumulation_steps=len(ids[0]),\n"
            "    )"
        ),
        "        return loss\n": """\
        optimizer.apply_gradients(zip(gradients, variables))
        return loss
""",
        "        optimizer.apply_gradients(zip(sums, variables))\n": "",
    },
)

never_zeroed = Wrong(
    "Leaves the sums as they are after the step.",
    edits={
        """\
        for s in sums:
            s.assign(tf.zeros_like(s))
""": "",
    },
)

added_slices = Wrong(
    "Adds gradients by ``+``: the slices of an embedding have none.",
    edits={
        "    @tf.function\n    def add(": """\
    totals = [0.0, 0.0]

    @tf.function
    def add(""",
        """\
        for s, g in zip(sums, gradients):
            sparse = isinstance(g, tf.IndexedSlices)
            (s.scatter_add if sparse else s.assign_add)(g)
""": """\
        totals[:] = [t + g for t, g in zip(totals, gradients)]
""",
    },
)

assigned = Wrong(
    "Assigns each gradient: the last part is all there is.",
    edits={
        """\
            sparse = isinstance(g, tf.IndexedSlices)
            (s.scatter_add if sparse else s.assign_add)(g)
""": """\
            s.assign(tf.convert_to_tensor(g))
""",
    },
)
