"""Forward mode in TF2: ``tf.autodiff.ForwardAccumulator``."""

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
    @tf.function
    def differentiate(x, d):
        with tf.GradientTape() as tape:
            with tf.autodiff.ForwardAccumulator(x, d) as forward:
                with tf.GradientTape() as outer:
                    with tf.GradientTape() as inner:
                        inner.watch(x)
                        u = network(x, weights)
                    dummy = tf.ones_like(u)
                    outer.watch(dummy)
                    seeded = inner.gradient(u, x, dummy)
                slope = outer.gradient(seeded, dummy, d)
            u_x, u_xx = forward.jvp([u, slope])
            loss = burgers_loss(u, u_x, u_xx, viscosity)
        return u, u_x, u_xx, loss, *tape.gradient(loss, weights)

    # --8<-- [end:pattern]

    x, d = tf.constant(points), tf.constant(directions)
    outputs = differentiate(x, d)
    names = ["u", "u_x", "u_xx", "loss", "w1", "b1", "w2", "b2"]
    return {n: output.numpy() for n, output in zip(names, outputs)}
