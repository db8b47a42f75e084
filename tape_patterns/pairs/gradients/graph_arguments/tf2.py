"""Gradients in TF2: of those arguments ``grad_loss`` is left."""

import tensorflow as tf


def squared_errors(x, y, weights):
    """Return the loss of a recurrent network for each example."""
    w_in, w_state, w_out = weights
    state = tf.zeros_like(x[:, 0] @ w_in)
    for x_t in tf.unstack(x, axis=1):
        state = tf.nn.leaky_relu(x_t @ w_in + state @ w_state, 0.5)
    return tf.square(tf.linalg.matvec(state, w_out) - y)


def run(
    x,
    y,
    grad_loss,
    weights,
    learning_rate,
    aggregation_method,
    gate_gradients,
    colocate,
):
    """Take the same step. The last three arguments have no use here."""
    weights = [tf.Variable(w) for w in weights]
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(weights)

    @tf.function
    def train_step(x, y, grad_loss):
        with tf.GradientTape() as tape:
            losses = squared_errors(x, y, weights)
        gradients = tape.gradient(
            losses, weights, output_gradients=grad_loss
        )
        optimizer.apply_gradients(zip(gradients, weights))
        return losses, gradients

    # --8<-- [end:pattern]

    @tf.function
    def hessian_of(x, y, grad_loss, w_out):
        with tf.GradientTape() as outer_tape:
            with tf.GradientTape() as tape:
                losses = squared_errors(x, y, weights)
            gradient = tape.gradient(
                losses, w_out, output_gradients=grad_loss
            )
        return outer_tape.jacobian(gradient, w_out)

    inputs = [tf.constant(value) for value in (x, y, grad_loss)]
    hessian = hessian_of(*inputs, weights[-1])
    losses, gradients = train_step(*inputs)
    outputs = [losses, *gradients, hessian, *weights]
    names = ["losses", "dw_in", "dw_state", "dw_out", "hessian"]
    names += ["w_in", "w_state", "w_out"]
    return {name: v.numpy() for name, v in zip(names, outputs)}
