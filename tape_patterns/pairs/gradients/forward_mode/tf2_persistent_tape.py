"""Forward mode in TF2: a dummy seed, as in TF1."""

import tensorflow as tf


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
    weights = [tf.Variable(w) for w in weights]

    # --8<-- [start:pattern]
    def fwd_gradients(tape, y, x, d):
        dummy = tf.ones_like(y)
        tape.watch(dummy)
        seeded = tape.gradient(y, x, output_gradients=dummy)
        return tape.gradient(seeded, dummy, output_gradients=d)

    @tf.function
    def differentiate(x, d):
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(x)
            u = network(x, weights)
            u_x = fwd_gradients(tape, u, x, d)
            u_xx = fwd_gradients(tape, u_x, x, d)
            loss = burgers_loss(u, u_x, u_xx, viscosity)
        return u, u_x, u_xx, loss, *tape.gradient(loss, weights)

    # --8<-- [end:pattern]

    x, d = tf.constant(points), tf.constant(directions)
    outputs = differentiate(x, d)
    names = ["u", "u_x", "u_xx", "loss", "w1", "b1", "w2", "b2"]
    return {n: output.numpy() for n, output in zip(names, outputs)}
