"""Gradients in TF1, with every argument that steers the graph."""

import tensorflow.compat.v1 as tf


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
    """Take a step of a recurrent network with one loss an example."""
    aggregation = getattr(tf.AggregationMethod, aggregation_method)
    gate = getattr(tf.train.Optimizer, gate_gradients)
    gated = gate == tf.train.Optimizer.GATE_OP
    with tf.Graph().as_default():
        x, y, grad_loss = map(tf.constant, (x, y, grad_loss))
        weights = [tf.Variable(w, use_resource=True) for w in weights]
        losses = squared_errors(x, y, weights)
        # --8<-- [start:pattern]
        options = {
            "aggregation_method": aggregation,
            "colocate_gradients_with_ops": colocate,
            "name": "train",
        }
        gradients = tf.gradients(
            losses, weights, grad_loss, gate_gradients=gated, **options
        )
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        train_op = optimizer.minimize(
            losses,
            var_list=weights,
            grad_loss=grad_loss,
            gate_gradients=gate,
            **options,
        )
        # --8<-- [end:pattern]
        loss = tf.reduce_sum(grad_loss * losses)
        hessians = tf.hessians(
            loss, weights[-1], gate_gradients=gated, **options
        )
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            outputs = session.run([losses] + gradients + hessians)
            session.run(train_op)
            outputs += session.run(weights)
    names = ["losses", "dw_in", "dw_state", "dw_out", "hessian"]
    names += ["w_in", "w_state", "w_out"]
    return dict(zip(names, outputs))
