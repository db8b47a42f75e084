"""The gradient of a matrix-valued loss in TF2."""

import tensorflow as tf


def run(x, w):
    """Differentiate L = x w^2: summed, and each element alone."""
    x = tf.constant(x)
    w = tf.Variable(w)

    @tf.function
    def summed_gradient(x):
        with tf.GradientTape() as tape:
            loss = x * tf.square(w)
        return tape.gradient(loss, w)

    @tf.function
    def each_gradient(x):
        with tf.GradientTape() as tape:
            loss = x * tf.square(w)
        return tape.jacobian(loss, w)

    return {
        "summed": summed_gradient(x).numpy(),
        "each": each_gradient(x).numpy(),
    }
