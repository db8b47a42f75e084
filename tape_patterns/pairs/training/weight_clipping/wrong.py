"""What people write to clip the weights, and what it gives."""

from tape_patterns.pair import Wrong

gradients_clipped = Wrong(
    "Takes ``clipvalue``: it clips the gradients, not the weights.",
    edits={
        "SGD(learning_rate)": "SGD(learning_rate, clipvalue=c)",
        """\
        for w in variables:
            w.assign(tf.clip_by_value(w, -c, c))
""": "",
    },
)

clipped_first = Wrong(
    "Clips above the update: what the step adds stays.",
    edits={
        """\
        optimizer.apply_gradients(zip(gradients, variables))
        for w in variables:
            w.assign(tf.clip_by_value(w, -c, c))
""": """\
        for w in variables:
            w.assign(tf.clip_by_value(w, -c, c))
        optimizer.apply_gradients(zip(gradients, variables))
""",
    },
)

not_assigned = Wrong(
    "Binds the name anew: the variable stays as it is.",
    edits={
        "w.assign(tf.clip_by_value(w, -c, c))": (
            "w = tf.clip_by_value(w, -c, c)"
        ),
    },
)

clipped_in_the_loss = Wrong(
    "Clips in the loss: a weight at the limit learns no more.",
    edits={
        """\
            loss = tf.reduce_mean(critic(fake, variables))
            loss -= tf.reduce_mean(critic(real, variables))
""": """\
            ws = [tf.clip_by_value(w, -c, c) for w in variables]
            loss = tf.reduce_mean(critic(fake, ws))
            loss -= tf.reduce_mean(critic(real, ws))
""",
        """\
        for w in variables:
            w.assign(tf.clip_by_value(w, -c, c))
""": "",
    },
)
