"""Gradients computed and applied by hand in TF2."""

import tensorflow as tf


def run(x, w, learning_rate, steps):
    """Descend on L = x w^2, gradients from ``tape.gradient``."""
    x = tf.constant(x)
    w = tf.Variable(w)
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build([w])

    @tf.function
    def train_step(x):
        with tf.GradientTape() as tape:
            loss = x * tf.square(w)
        grads = tape.gradient(loss, [w])
        optimizer.apply_gradients(zip(grads, [w]))
        return grads[0]

    # --8<-- [end:pattern]

    gradients = [train_step(x) for _ in range(steps)]
    return {
        "gradient": gradients[0].numpy(),
        "w": w.numpy(),
        "loss": (x * tf.square(w)).numpy(),
    }
