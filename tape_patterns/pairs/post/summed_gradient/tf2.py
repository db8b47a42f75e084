"""The gradient of a matrix-valued loss in TF2."""

import tensorflow as tf


def run(x, w):
    """Differentiate L = x w^2: summed, and each element alone."""
    x = tf.constant(x)
    w = tf.Variable(w)

    # --8<-- [start:pattern]
    @tf.function
    def differentiate(x):
        with tf.GradientTape(persistent=True) as tape:
            loss = x * tf.square(w)
        summed = tape.gradient(loss, w)
        each = tape.jacobian(loss, w)
        return loss, summed, each

    # --8<-- [end:pattern]
    loss, summed, each = differentiate(x)
    return {
        "loss": loss.numpy(),
        "summed": summed.numpy(),
        "each": each.numpy(),
    }
