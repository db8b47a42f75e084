"""Forward mode in TF2: ``tf.autodiff.ForwardAccumulator``."""

import tensorflow as tf


def network(points, weights):
    """Return the solution at each stage of a Runge-Kutta step."""
    w1, b1, w2, b2 = weights
    hidden = tf.tanh(tf.nn.bias_add(tf.matmul(points, w1), b1))
    return tf.nn.bias_add(tf.matmul(hidden, w2), b2)


def double_gradient(x, direction, weights):
    """Return u and its derivative along a direction of x."""
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            inner.watch(x)
            u = network(x, weights)
        dummy = tf.ones_like(u)
        outer.watch(dummy)
        gradient = inner.gradient(u, x, output_gradients=dummy)
    slope = outer.gradient(gradient, dummy, output_gradients=direction)
    return u, slope


def run(points, directions, weights, viscosity):
    """Differentiate the residual of Burgers' equation."""
    weights = [tf.Variable(w) for w in weights]

    @tf.function
    def differentiate(x, direction):
        with tf.GradientTape() as tape:
            with tf.autodiff.ForwardAccumulator(
                x, direction
            ) as accumulator:
                # Not a second accumulator: the tape would get it wrong.
                u, slope = double_gradient(x, direction, weights)
            u_x, u_xx = accumulator.jvp([u, slope])
            residual = u * u_x - viscosity * u_xx
            loss = tf.reduce_sum(tf.square(residual))
        return u, u_x, u_xx, loss, *tape.gradient(loss, weights)

    x, direction = tf.constant(points), tf.constant(directions)
    outputs = differentiate(x, direction)
    names = ["u", "u_x", "u_xx", "loss", "w1", "b1", "w2", "b2"]
    return {n: output.numpy() for n, output in zip(names, outputs)}
