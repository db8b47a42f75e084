"""The Jacobian in TF2: a loop over a persistent tape."""

import tensorflow as tf


def network(weights, x, training):
    """Apply a layer with mean-only batch norm and an output layer."""
    w1, b1, w2, b2 = weights
    hidden = tf.matmul(x, w1) + b1
    if training:
        hidden -= tf.reduce_mean(hidden, axis=0)
    return tf.matmul(tf.tanh(hidden), w2) + b2


def run(x, weights, training):
    """Differentiate each y[i, j] by x, and the sum of each y[:, j]."""
    weights = [tf.constant(w) for w in weights]

    # --8<-- [start:pattern]
    @tf.function
    def differentiate(x):
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = network(weights, x, training)
            elements = tf.unstack(tf.reshape(y, [-1]))
            columns = tf.unstack(y, axis=1)
        jacobian = tf.reshape(
            tf.stack([tape.gradient(y_ij, x) for y_ij in elements]),
            y.shape.concatenate(x.shape),
        )
        batch_jacobian = tf.stack(
            [tape.gradient(y_j, x) for y_j in columns], axis=1
        )
        return y, jacobian, batch_jacobian

    # --8<-- [end:pattern]

    y, jacobian, batch_jacobian = differentiate(tf.constant(x))
    return {
        "y": y.numpy(),
        "jacobian": jacobian.numpy(),
        "batch_jacobian": batch_jacobian.numpy(),
    }
