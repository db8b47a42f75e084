"""``compute_gradients``, then ``apply_gradients``, in TF2."""

import tensorflow as tf


def run(x, w, unused, learning_rate, steps):
    """Descend on L = x w^2. The weight ``unused`` has no part in it."""
    x = tf.constant(x)
    unused = tf.Variable(unused)
    w = tf.Variable(w)
    variables = [unused, w]
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)

    @tf.function
    def train_step(x):
        with tf.GradientTape() as tape:
            loss = x * tf.square(w)
        gradients = tape.gradient(loss, variables)
        pairs = zip(gradients, variables)
        # Keras would drop a None too, with a warning at each trace.
        known = [(g, v) for g, v in pairs if g is not None]
        optimizer.apply_gradients(known)
        return gradients

    # --8<-- [end:pattern]

    gradients = [train_step(x) for _ in range(steps)]
    return {
        "has_gradient": [g is not None for g in gradients[0]],
        "gradient": gradients[0][1].numpy(),
        "w": w.numpy(),
        "unused": unused.numpy(),
        "loss": (x * tf.square(w)).numpy(),
    }
