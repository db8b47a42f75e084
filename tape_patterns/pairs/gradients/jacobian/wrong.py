"""What people write for a Jacobian, and what it gives."""

import tensorflow as tf


def network(weights, x, training):
    """Apply a layer with mean-only batch norm and an output layer."""
    w1, b1, w2, b2 = weights
    hidden = tf.matmul(x, w1) + b1
    if training:
        hidden -= tf.reduce_mean(hidden, axis=0)
    return tf.matmul(tf.tanh(hidden), w2) + b2


# --8<-- [start:blocks_of_coupled_batch]
def blocks_of_coupled_batch(x, weights, training):
    """Takes batch_jacobian for the diagonal, zeros for the rest."""

    @tf.function
    def differentiate(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = network(weights, x, training)
        batch_jacobian = tape.batch_jacobian(y, x)
        jacobian = tf.einsum(
            "iof,ik->iokf", batch_jacobian, tf.eye(len(x))
        )
        return y, jacobian, batch_jacobian

    y, jacobian, batch_jacobian = differentiate(tf.constant(x))
    return {
        "y": y.numpy(),
        "jacobian": jacobian.numpy(),
        "batch_jacobian": batch_jacobian.numpy(),
    }


# --8<-- [end:blocks_of_coupled_batch]
# --8<-- [start:jacobian_for_batch_jacobian]
def jacobian_for_batch_jacobian(x, weights, training):
    """Takes jacobian twice: the second has a batch axis too many."""

    @tf.function
    def differentiate(x):
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = network(weights, x, training)
        return y, tape.jacobian(y, x), tape.jacobian(y, x)

    y, jacobian, batch_jacobian = differentiate(tf.constant(x))
    return {
        "y": y.numpy(),
        "jacobian": jacobian.numpy(),
        "batch_jacobian": batch_jacobian.numpy(),
    }


# --8<-- [end:jacobian_for_batch_jacobian]
# --8<-- [start:gradient_of_each_example]
def gradient_of_each_example(x, weights, training):
    """Takes tape.gradient of y[i]: that sums over the outputs."""

    @tf.function
    def differentiate(x):
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = network(weights, x, training)
            rows = tf.unstack(y)
        jacobian = [tape.gradient(row, x) for row in rows]
        return y, tf.stack(jacobian), tape.batch_jacobian(y, x)

    y, jacobian, batch_jacobian = differentiate(tf.constant(x))
    return {
        "y": y.numpy(),
        "jacobian": jacobian.numpy(),
        "batch_jacobian": batch_jacobian.numpy(),
    }


# --8<-- [end:gradient_of_each_example]
