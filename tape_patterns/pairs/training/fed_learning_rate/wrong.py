"""What people write for a fed learning rate, and what it gives."""

from tape_patterns.pair import Wrong

old_name = Wrong(
    "Sets ``lr``, the name that Keras 2 had: nothing reads it.",
    edits={
        "optimizer.learning_rate.assign(rate)": "optimizer.lr = rate",
        "learning_rate=0.0": "learning_rate=rates[0]",
    },
)

assigned_below = Wrong(
    "Assigns below the update: each step gets the rate before.",
    edits={
        "        optimizer.learning_rate.assign(rate)\n": "",
        "        return loss\n": """\
        optimizer.learning_rate.assign(rate)
        return loss
""",
        "learning_rate=0.0": "learning_rate=rates[0]",
    },
)

read_while_tracing = Wrong(
    "Gives a callable: it is called once, while tracing.",
    edits={
        "optimizer = tf.keras.optimizers.SGD(learning_rate=0.0)": """\
now = {"rate": rates[0]}
    optimizer = tf.keras.optimizers.SGD(lambda *_: now["rate"])""",
        "        steps.append([train_step": """\
        now["rate"] = batch[2]
        steps.append([train_step""",
        "        optimizer.learning_rate.assign(rate)\n": "",
    },
)

optimizer_of_a_tensor = Wrong(
    "Makes the optimizer of a tensor, as of a placeholder: it raises.",
    edits={
        "        optimizer.learning_rate.assign(rate)\n": (
            "        optimizer = tf.keras.optimizers.SGD(rate)\n"
        ),
    },
)
