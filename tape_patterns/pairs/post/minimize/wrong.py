"""What people write for ``Optimizer.minimize``, and what it gives."""

from tape_patterns.pair import Wrong

mean_loss = Wrong(
    "Averages the loss first, where ``minimize`` summed a matrix.",
    edits={
        "loss = x * tf.square(w)": (
            "loss = tf.reduce_mean(x * tf.square(w))"
        )
    },
)

still_minimize = Wrong(
    "Calls ``minimize``, which Keras 3 no longer has.",
    edits={
        """        with tf.GradientTape() as tape:
            loss = x * tf.square(w)
        gradient = tape.gradient(loss, w)
        optimizer.apply_gradients([(gradient, w)])
        return gradient
""": """        optimizer.minimize(lambda: x * tf.square(w), [w])
"""
    },
)

loss_before_tape = Wrong(
    "Computes the loss before the tape opens: the tape saw nothing.",
    edits={
        """        with tf.GradientTape() as tape:
            loss = x * tf.square(w)
""": """        loss = x * tf.square(w)
        with tf.GradientTape() as tape:
            tape.watch(w)
"""
    },
)
