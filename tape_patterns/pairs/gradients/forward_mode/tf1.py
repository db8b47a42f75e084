"""Forward mode in TF1: two gradients and a dummy ``grad_ys``."""

import tensorflow.compat.v1 as tf


def network(x, weights):
    """Return the solution at each stage of a Runge-Kutta step."""
    w1, b1, w2, b2 = weights
    hidden = tf.tanh(tf.nn.bias_add(tf.matmul(x, w1), b1))
    return tf.nn.bias_add(tf.matmul(hidden, w2), b2)


def burgers_loss(u, u_x, u_xx, viscosity):
    """Return how far u is from solving Burgers' equation."""
    residual = u * u_x - viscosity * u_xx
    return tf.reduce_sum(tf.square(residual))


def run(points, directions, weights, viscosity):
    """Differentiate the residual of Burgers' equation."""
    with tf.Graph().as_default():
        x = tf.placeholder(points.dtype, points.shape)
        d = tf.placeholder(directions.dtype, directions.shape)
        weights = [tf.Variable(w) for w in weights]

        # --8<-- [start:pattern]
        def fwd_gradients(y, x, d):
            # Linear in the dummy: its derivative along d is y's.
            dummy = tf.ones_like(y)
            seeded = tf.gradients(y, x, grad_ys=dummy)[0]
            return tf.gradients(seeded, dummy, grad_ys=d)[0]

        u = network(x, weights)
        u_x = fwd_gradients(u, x, d)
        u_xx = fwd_gradients(u_x, x, d)
        loss = burgers_loss(u, u_x, u_xx, viscosity)
        gradients = tf.gradients(loss, weights)
        # --8<-- [end:pattern]
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            outputs = session.run(
                [u, u_x, u_xx, loss] + gradients,
                {x: points, d: directions},
            )
    names = ["u", "u_x", "u_xx", "loss", "w1", "b1", "w2", "b2"]
    return dict(zip(names, outputs))
