"""Gradients in TF2: of those arguments ``grad_loss`` is left."""

import tensorflow as tf


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
    w_in, w_state, w_out = weights
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(weights)

    @tf.function
    def train_step(x, y, grad_loss):
        with tf.GradientTape() as outer_tape:
            with tf.GradientTape() as tape:
                state = tf.zeros_like(x[:, 0] @ w_in)
                for x_t in tf.unstack(x, axis=1):
                    state = tf.nn.leaky_relu(
                        x_t @ w_in + state @ w_state, 0.5
                    )
                output = tf.linalg.matvec(state, w_out)
                losses = tf.square(output - y)
            gradients = tape.gradient(
                losses, weights, output_gradients=grad_loss
            )
        hessian = outer_tape.jacobian(gradients[-1], w_out)
        optimizer.apply_gradients(zip(gradients, weights))
        return [losses, *gradients, hessian]

    outputs = train_step(*map(tf.constant, (x, y, grad_loss)))
    outputs = [value.numpy() for value in [*outputs, *weights]]
    names = ["losses", "dw_in", "dw_state", "dw_out", "hessian"]
    names += ["w_in", "w_state", "w_out"]
    return dict(zip(names, outputs))
