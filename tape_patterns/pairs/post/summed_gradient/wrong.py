"""What people write for the gradient of a matrix, and what it gives."""

from tape_patterns.pair import Wrong

jacobian_for_gradient = Wrong(
    "Expects one gradient an element of L, so takes the Jacobian.",
    edits={
        "summed = tape.gradient(loss, w)": (
            "summed = tape.jacobian(loss, w)"
        )
    },
)

gradient_for_jacobian = Wrong(
    "Expects ``tape.gradient`` to keep the shape of L. It sums.",
    edits={
        "each = tape.jacobian(loss, w)": "each = tape.gradient(loss, w)"
    },
)

mean_for_sum = Wrong(
    "Makes L a scalar with ``reduce_mean``. TF1 took the sum.",
    edits={
        "            loss = x * tf.square(w)\n": (
            "            loss = x * tf.square(w)\n"
            "            mean = tf.reduce_mean(loss)\n"
        ),
        "tape.gradient(loss, w)": "tape.gradient(mean, w)",
    },
)
