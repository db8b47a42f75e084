"""The Jacobian in TF1: one ``tf.gradients`` for each output."""

import tensorflow.compat.v1 as tf


def network(weights, x, training):
    """Apply a layer with mean-only batch norm and an output layer."""
    w1, b1, w2, b2 = weights
    hidden = tf.matmul(x, w1) + b1
    if training:
        hidden -= tf.reduce_mean(hidden, axis=0)
    return tf.matmul(tf.tanh(hidden), w2) + b2


def run(x, weights, training):
    """Differentiate each y[i, j] by x, and the sum of each y[:, j]."""
    with tf.Graph().as_default():
        values, x = x, tf.placeholder(x.dtype, x.shape)
        # --8<-- [start:pattern]
        y = network(weights, x, training)
        elements = tf.unstack(tf.reshape(y, [-1]))
        jacobian = tf.reshape(
            tf.stack([tf.gradients(y_ij, x)[0] for y_ij in elements]),
            y.shape.concatenate(x.shape),
        )
        columns = tf.unstack(y, axis=1)
        batch_jacobian = tf.stack(
            [tf.gradients(y_j, x)[0] for y_j in columns], axis=1
        )
        # --8<-- [end:pattern]
        with tf.Session() as session:
            y, jacobian, batch_jacobian = session.run(
                (y, jacobian, batch_jacobian), {x: values}
            )
    return {
        "y": y,
        "jacobian": jacobian,
        "batch_jacobian": batch_jacobian,
    }
