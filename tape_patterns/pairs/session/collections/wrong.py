"""What people write for a collection, and what it gives."""

from tape_patterns.pair import Wrong

all_variables = Wrong(
    "Takes all variables there are: the target network moves too.",
    edits={
        "    optimizer.build(q_vars)\n": """\
    both = q_vars + target_vars
    optimizer.build(both)
""",
        "decay(w) for w in q_vars": "decay(w) for w in both",
        "tape.gradient(loss, q_vars)": "tape.gradient(loss, both)",
        "zip(gradients, q_vars)": "zip(gradients, both)",
    },
)

no_penalties = Wrong(
    "Leaves the penalties out: no line of the loss named them.",
    edits={
        "tf.reduce_mean(tf.square(error)) + penalty": (
            "tf.reduce_mean(tf.square(error))"
        ),
    },
)

one_list_for_all = Wrong(
    "Keeps one list, as the graph did: a second trace finds the first.",
    edits={
        "    @tf.function\n": """\
    activations = []

    @tf.function
""",
        "            activations = []\n": "",
    },
)
