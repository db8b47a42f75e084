"""Forward mode in TF1: two gradients and a dummy ``grad_ys``."""

import tensorflow.compat.v1 as tf


def network(points, weights):
    """Return the solution at each stage of a Runge-Kutta step."""
    w1, b1, w2, b2 = weights
    hidden = tf.tanh(tf.nn.bias_add(tf.matmul(points, w1), b1))
    return tf.nn.bias_add(tf.matmul(hidden, w2), b2)


def fwd_gradients(y, x, direction):
    """Return the derivative of each y along a direction of x."""
    # The gradient is linear in the dummy, whatever its value is.
    dummy = tf.ones_like(y)
    gradient = tf.gradients(y, x, grad_ys=dummy)[0]
    return tf.gradients(gradient, dummy, grad_ys=direction)[0]


def run(points, directions, weights, viscosity):
    """Differentiate the residual of Burgers' equation."""
    with tf.Graph().as_default():
        x = tf.placeholder(points.dtype, points.shape)
        direction = tf.placeholder(points.dtype, directions.shape)
        weights = [tf.Variable(w) for w in weights]
        u = network(x, weights)
        u_x = fwd_gradients(u, x, direction)
        u_xx = fwd_gradients(u_x, x, direction)
        residual = u * u_x - viscosity * u_xx
        loss = tf.reduce_sum(tf.square(residual))
        gradients = tf.gradients(loss, weights)
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            outputs = session.run(
                [u, u_x, u_xx, loss] + gradients,
                {x: points, direction: directions},
            )
    names = ["u", "u_x", "u_xx", "loss", "w1", "b1", "w2", "b2"]
    return dict(zip(names, outputs))
