"""Forward mode in TF2: a dummy seed, as in TF1."""

import tensorflow as tf


def network(points, weights):
    """Return the solution at each stage of a Runge-Kutta step."""
    w1, b1, w2, b2 = weights
    hidden = tf.tanh(tf.nn.bias_add(tf.matmul(points, w1), b1))
    return tf.nn.bias_add(tf.matmul(hidden, w2), b2)


def fwd_gradients(tape, y, x, direction):
    """Return the derivative of each y along a direction of x."""
    # The gradient is linear in the dummy, whatever its value is.
    dummy = tf.ones_like(y)
    tape.watch(dummy)
    gradient = tape.gradient(y, x, output_gradients=dummy)
    return tape.gradient(gradient, dummy, output_gradients=direction)


def run(points, directions, weights, viscosity):
    """Differentiate the residual of Burgers' equation."""
    weights = [tf.Variable(w) for w in weights]

    @tf.function
    def differentiate(x, direction):
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(x)
            u = network(x, weights)
            u_x = fwd_gradients(tape, u, x, direction)
            u_xx = fwd_gradients(tape, u_x, x, direction)
            residual = u * u_x - viscosity * u_xx
            loss = tf.reduce_sum(tf.square(residual))
        return u, u_x, u_xx, loss, *tape.gradient(loss, weights)

    x, direction = tf.constant(points), tf.constant(directions)
    outputs = differentiate(x, direction)
    names = ["u", "u_x", "u_xx", "loss", "w1", "b1", "w2", "b2"]
    return {n: output.numpy() for n, output in zip(names, outputs)}
