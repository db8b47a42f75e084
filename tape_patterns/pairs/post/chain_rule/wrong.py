"""What people write for ``grad_ys``, and what it gives."""

from tape_patterns.pair import Wrong

dropped_seed = Wrong(
    "Leaves ``output_gradients`` out: that is dg/dw, not df/dw.",
    edits={
        "tape.gradient(g, w, output_gradients=df_dg)": (
            "tape.gradient(g, w)"
        )
    },
)

one_shot_tape = Wrong(
    "Asks a tape twice that is not persistent.",
    edits={
        "tf.GradientTape(persistent=True)": "tf.GradientTape()",
    },
)

second_tape_too_late = Wrong(
    "Gives each derivative its tape, but g came before both.",
    edits={
        """        with tf.GradientTape(persistent=True) as tape:
            g = w - 10.0
            f = tf.square(g)
        df_dg = tape.gradient(f, g)
""": """        g = w - 10.0
        with tf.GradientTape() as tape:
            tape.watch(g)
            f = tf.square(g)
        df_dg = tape.gradient(f, g)
        with tf.GradientTape() as tape:
            tape.watch(w)
"""
    },
)
