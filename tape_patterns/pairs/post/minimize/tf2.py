"""One training step in TF2: a tape, then ``apply_gradients``."""

import tensorflow as tf


def run(x, w, learning_rate, steps):
    """Descend on L = x w^2. L is a matrix: the tape sums it."""
    x = tf.constant(x)
    w = tf.Variable(w)
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build([w])

    @tf.function
    def train_step(x):
        with tf.GradientTape() as tape:
            loss = x * tf.square(w)
        gradient = tape.gradient(loss, w)
        optimizer.apply_gradients([(gradient, w)])
        return gradient

    # --8<-- [end:pattern]

    gradients = [train_step(x) for _ in range(steps)]
    return {
        "gradient": gradients[0].numpy(),
        "w": w.numpy(),
        "loss": (x * tf.square(w)).numpy(),
    }
