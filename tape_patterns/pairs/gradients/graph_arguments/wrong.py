"""What people do with these arguments, and what it gives."""

import numpy as np
import tensorflow as tf


# --8<-- [start:carried_over]
def carried_over(
    x,
    y,
    grad_loss,
    weights,
    learning_rate,
    aggregation_method,
    gate_gradients,
    colocate,
):
    """Hands the arguments of ``tf.gradients`` on to the tape."""
    weights = [tf.Variable(w) for w in weights]
    w_in, w_state, w_out = weights
    with tf.GradientTape() as tape:
        state = tf.zeros_like(x[:, 0] @ w_in)
        for x_t in tf.unstack(x, axis=1):
            state = tf.nn.leaky_relu(x_t @ w_in + state @ w_state, 0.5)
        losses = tf.square(tf.linalg.matvec(state, w_out) - y)
    return tape.gradient(
        losses,
        weights,
        aggregation_method=tf.AggregationMethod.EXPERIMENTAL_TREE,
    )


# --8<-- [end:carried_over]
# --8<-- [start:dropped_grad_loss]
def dropped_grad_loss(
    x,
    y,
    grad_loss,
    weights,
    learning_rate,
    aggregation_method,
    gate_gradients,
    colocate,
):
    """Drops ``grad_loss`` as well: each example weighs the same."""
    weights = [tf.Variable(w) for w in weights]
    w_in, w_state, w_out = weights
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(weights)

    @tf.function
    def train_step(x, y):
        with tf.GradientTape() as outer_tape:
            with tf.GradientTape() as tape:
                state = tf.zeros_like(x[:, 0] @ w_in)
                for x_t in tf.unstack(x, axis=1):
                    state = tf.nn.leaky_relu(
                        x_t @ w_in + state @ w_state, 0.5
                    )
                output = tf.linalg.matvec(state, w_out)
                losses = tf.square(output - y)
            gradients = tape.gradient(losses, weights)
        hessian = outer_tape.jacobian(gradients[-1], w_out)
        optimizer.apply_gradients(zip(gradients, weights))
        return [*gradients, hessian]

    outputs = train_step(tf.constant(x), tf.constant(y))
    outputs = [value.numpy() for value in [*outputs, *weights]]
    names = ["dw_in", "dw_state", "dw_out", "hessian"]
    names += ["w_in", "w_state", "w_out"]
    return dict(zip(names, outputs))


# --8<-- [end:dropped_grad_loss]
# --8<-- [start:updated_at_once]
def updated_at_once(
    x,
    y,
    grad_loss,
    weights,
    learning_rate,
    aggregation_method,
    gate_gradients,
    colocate,
):
    """Applies each gradient before it asks for the next one."""
    weights = [tf.Variable(w) for w in weights]
    w_in, w_state, w_out = weights
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(weights)
    gradients = []
    for weight in weights:
        with tf.GradientTape() as outer_tape:
            with tf.GradientTape() as tape:
                state = tf.zeros_like(x[:, 0] @ w_in)
                for x_t in tf.unstack(x, axis=1):
                    state = tf.nn.leaky_relu(
                        x_t @ w_in + state @ w_state, 0.5
                    )
                output = tf.linalg.matvec(state, w_out)
                losses = tf.square(output - y)
            gradient = tape.gradient(
                losses, weight, output_gradients=grad_loss
            )
        optimizer.apply_gradients([(gradient, weight)])
        gradients.append(gradient)
    hessian = outer_tape.jacobian(gradient, w_out)
    outputs = [*gradients, hessian, *weights]
    names = ["dw_in", "dw_state", "dw_out", "hessian"]
    names += ["w_in", "w_state", "w_out"]
    return {n: value.numpy() for n, value in zip(names, outputs)}


# --8<-- [end:updated_at_once]
# --8<-- [start:reference_variables]
def reference_variables(
    x,
    y,
    grad_loss,
    weights,
    learning_rate,
    aggregation_method,
    gate_gradients,
    colocate,
):
    """Stays in TF1: a weight changes before all gradients read it."""
    tf1 = tf.compat.v1
    with tf.Graph().as_default():
        x, y, grad_loss = map(tf.constant, (x, y, grad_loss))
        # What tf.disable_v2_behavior() makes of every variable.
        before = weights
        weights = [tf1.Variable(w, use_resource=False) for w in weights]
        w_in, w_state, w_out = weights
        state = tf.zeros_like(x[:, 0] @ w_in)
        for x_t in tf.unstack(x, axis=1):
            state = tf.nn.leaky_relu(x_t @ w_in + state @ w_state, 0.5)
        losses = tf.square(tf.linalg.matvec(state, w_out) - y)
        gradients = tf1.gradients(losses, weights, grad_loss)
        hessians = tf1.hessians(
            tf.reduce_sum(grad_loss * losses), w_out
        )
        optimizer = tf1.train.GradientDescentOptimizer(learning_rate)
        train_op = optimizer.apply_gradients(zip(gradients, weights))
        with tf1.Session() as session:
            # A race: it is lost in most runs, not in all.
            for _ in range(50):
                session.run(tf1.global_variables_initializer())
                outputs = session.run(gradients + hessians)
                session.run(train_op)
                outputs += session.run(weights)
                due = before[1] - learning_rate * outputs[1]
                if not np.array_equal(outputs[5], due):
                    break
    names = ["dw_in", "dw_state", "dw_out", "hessian"]
    names += ["w_in", "w_state", "w_out"]
    return dict(zip(names, outputs))


# --8<-- [end:reference_variables]
