"""What people write for forward mode, and what it gives."""

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


def named(outputs):
    """Return the outputs by name."""
    names = ["u", "u_x", "u_xx", "loss", "w1", "b1", "w2", "b2"]
    return {n: output.numpy() for n, output in zip(names, outputs)}


def residual_loss(u, u_x, u_xx, viscosity):
    """Return the sum of the squared residuals."""
    return tf.reduce_sum(tf.square(u * u_x - viscosity * u_xx))


# --8<-- [start:nested_accumulators]
def nested_accumulators(points, directions, weights, viscosity):
    """Nests accumulators: right values, wrong weight gradients."""
    weights = [tf.Variable(w) for w in weights]
    forward = tf.autodiff.ForwardAccumulator

    @tf.function
    def differentiate(x, direction):
        with tf.GradientTape() as tape:
            with forward(x, direction) as outer:
                with forward(x, direction) as inner:
                    u = network(x, weights)
                u_x = inner.jvp(u)
            u_xx = outer.jvp(u_x)
            loss = residual_loss(u, u_x, u_xx, viscosity)
        return u, u_x, u_xx, loss, *tape.gradient(loss, weights)

    outputs = differentiate(
        tf.constant(points), tf.constant(directions)
    )
    return named(outputs)


# --8<-- [end:nested_accumulators]
# --8<-- [start:reverse_mode]
def reverse_mode(points, directions, weights, viscosity):
    """Asks for the gradient: it sums over all outputs."""
    weights = [tf.Variable(w) for w in weights]
    x, direction = tf.constant(points), tf.constant(directions)
    with tf.GradientTape() as tape:
        with tf.GradientTape() as second:
            second.watch(x)
            with tf.GradientTape() as first:
                first.watch(x)
                u = network(x, weights)
            u_x = first.gradient(u, x) * direction
        u_xx = second.gradient(u_x, x) * direction
        u_x = tf.reduce_sum(u_x, axis=1, keepdims=True)
        u_xx = tf.reduce_sum(u_xx, axis=1, keepdims=True)
        loss = residual_loss(u, u_x, u_xx, viscosity)
    gradients = tape.gradient(loss, weights)
    return named([u, u_x, u_xx, loss, *gradients])


# --8<-- [end:reverse_mode]
# --8<-- [start:tape_inside_accumulator]
def tape_inside_accumulator(points, directions, weights, viscosity):
    """Opens the tape inside: it takes ``jvp`` for a constant."""
    weights = [tf.Variable(w) for w in weights]
    x, direction = tf.constant(points), tf.constant(directions)
    with tf.autodiff.ForwardAccumulator(x, direction) as accumulator:
        with tf.GradientTape() as tape:
            u, slope = double_gradient(x, direction, weights)
            u_x, u_xx = accumulator.jvp([u, slope])
            loss = residual_loss(u, u_x, u_xx, viscosity)
    gradients = tape.gradient(loss, weights)
    return named([u, u_x, u_xx, loss, *gradients])


# --8<-- [end:tape_inside_accumulator]
