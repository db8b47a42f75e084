"""What people write for ``compute_gradients``, and what it gives."""

from tape_patterns.pair import Wrong

nones_dropped_first = Wrong(
    "Drops the Nones, then zips: a gradient meets another weight.",
    edits={
        """        known = [(g, v) for g, v in pairs if g is not None]
        optimizer.apply_gradients(known)
""": """        known = [g for g in gradients if g is not None]
        optimizer.apply_gradients(zip(known, variables))
"""
    },
)

scaled_none = Wrong(
    "Changes every gradient, and meets the None.",
    edits={
        "pairs = zip(gradients, variables)": (
            "pairs = zip([1.0 * g for g in gradients], variables)"
        )
    },
)

still_compute_gradients = Wrong(
    "Keeps the TF1 optimizer and hands it a tensor.",
    edits={
        """    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)
""": (
            "    optimizer = tf.compat.v1.train."
            "GradientDescentOptimizer(learning_rate)\n"
        ),
        "    @tf.function\n": "",
        """        with tf.GradientTape() as tape:
            loss = x * tf.square(w)
        gradients = tape.gradient(loss, variables)
        pairs = zip(gradients, variables)
""": """        loss = x * tf.square(w)
        pairs = optimizer.compute_gradients(loss, variables)
""",
    },
)
