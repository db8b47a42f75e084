"""What people write for a gradient penalty, and what it gives."""

from tape_patterns.pair import Wrong

penalty_off_tape = Wrong(
    "Takes the slope before the outer tape opens: a constant to it.",
    edits={
        """\
        with tf.GradientTape() as tape:
            with tf.GradientTape() as input_tape:
                input_tape.watch(mixed)
                score = critic(mixed, weights)
            gradient = input_tape.gradient(score, mixed)
""": """\
        with tf.GradientTape() as input_tape:
            input_tape.watch(mixed)
            score = critic(mixed, weights)
        gradient = input_tape.gradient(score, mixed)
        with tf.GradientTape() as tape:
"""
    },
)

not_watched = Wrong(
    "Does not watch the mixed examples: they are no variables.",
    edits={"                input_tape.watch(mixed)\n": ""},
)

mean_of_scores = Wrong(
    "Averages the scores first: each slope shrinks by the batch size.",
    edits={
        "score = critic(mixed, weights)": (
            "score = tf.reduce_mean(critic(mixed, weights))"
        )
    },
)

one_norm_for_all = Wrong(
    "Takes one norm of the whole batch, not one for each example.",
    edits={
        "tf.reduce_sum(tf.square(gradient), 1)": (
            "tf.reduce_sum(tf.square(gradient))"
        )
    },
)

watched_after_mixing = Wrong(
    "Watches the real examples: a part of the mixed ones' gradient.",
    edits={
        "        mixed = real + mix * (fake - real)\n": "",
        """\
                input_tape.watch(mixed)
                score""": """\
                input_tape.watch(real)
                mixed = real + mix * (fake - real)
                score""",
        "gradient(score, mixed)": "gradient(score, real)",
    },
)
