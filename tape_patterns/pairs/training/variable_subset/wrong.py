"""What people write for ``var_list``, and what it gives."""

from tape_patterns.pair import Wrong

all_variables = Wrong(
    "Forgets the list: nothing is frozen.",
    edits={
        "trains(head_vars)": "trains(body_vars + head_vars)",
    },
)

zipped_with_all = Wrong(
    "Zips the head's gradients with all variables.",
    edits={
        "optimizer.apply(tape.gradient(loss, chosen), chosen)": (
            """\
gradients = tape.gradient(loss, chosen)
            everything = body_vars + head_vars
            optimizer.apply_gradients(zip(gradients, everything))"""
        ),
    },
)

built_for_the_head = Wrong(
    "Builds the optimizer for what is trained first.",
    edits={
        "optimizer.build(body_vars + head_vars)": (
            "optimizer.build(head_vars)"
        ),
    },
)

stopped = Wrong(
    "Freezes the body by ``tf.stop_gradient``: it never trains.",
    edits={
        "features = tf.tanh(layer(x, body_vars))": (
            "features = tf.stop_gradient(tf.tanh(layer(x, body_vars)))"
        ),
    },
)
