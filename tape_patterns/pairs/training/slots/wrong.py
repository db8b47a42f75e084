"""What people write for slots and a reset, and what it gives."""

from tape_patterns.pair import Wrong

slots_alone = Wrong(
    "Resets the slots, and forgets Adam's running products.",
    edits={
        "[v for v in optimizer.variables if v.name not in KEPT]": (
            "slots"
        ),
    },
)

everything = Wrong(
    "Resets all variables: the count of steps starts anew.",
    edits={
        "[v for v in optimizer.variables if v.name not in KEPT]": (
            "optimizer.variables"
        ),
    },
)

velocity = Wrong(
    "Takes Keras' velocity for TF1's accumulator.",
    edits={
        "Momentum(rate, 0.9)": "tf.keras.optimizers.SGD(rate, 0.9)",
        "    names = list(optimizer.slot_values())\n": """\
    names = ["m", "v"] if type(optimizer) is Adam else ["momentum"]
""",
        "[optimizer.get_slot(w, name) for name in names]": (
            "optimizer.variables[2 : 2 + len(names)]"
        ),
    },
)

read_before = Wrong(
    "Reads the slots before the update: those of the last step.",
    edits={
        "        optimizer.apply_gradients(": """\
        before = [tf.identity(slot) for slot in slots]
        optimizer.apply_gradients(""",
        "return loss, [tf.identity(slot) for slot in slots]": (
            "return loss, before"
        ),
    },
)

new_optimizer = Wrong(
    "Makes a new optimizer: the traced step keeps the old one.",
    edits={
        """\
        for variable, value in zip(state, start):
            variable.assign(value)
""": """\
        nonlocal optimizer
        optimizer = optimizer.from_config(optimizer.get_config())
        optimizer.build([w])
""",
    },
)
