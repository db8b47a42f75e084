"""What people do with these arguments, and what it gives."""

import numpy as np
import tensorflow as tf

from tape_patterns.pair import Wrong

dropped_grad_loss = Wrong(
    "Drops ``grad_loss`` as well: each example weighs the same.",
    edits={
        """\
        gradients = tape.gradient(
            losses, weights, output_gradients=grad_loss
        )
""": "        gradients = tape.gradient(losses, weights)\n"
    },
)

updated_at_once = Wrong(
    "Applies each gradient before it asks for the next one.",
    edits={
        "train_step(x, y, grad_loss):": (
            "train_step(x, y, grad_loss, weight):"
        ),
        "losses, weights, output_gradients=grad_loss": (
            "losses, [weight], output_gradients=grad_loss"
        ),
        "zip(gradients, weights)": "zip(gradients, [weight])",
        "    losses, gradients = train_step(*inputs)\n": """\
    found = [train_step(*inputs, weight) for weight in weights]
    losses, _ = found[0]
    gradients = [gradient for _, (gradient,) in found]
""",
    },
)

carried_over = Wrong(
    "Hands the arguments of ``tf.gradients`` on to the tape.",
    edits={
        """\
            losses, weights, output_gradients=grad_loss
        )
        optimizer""": """\
            losses,
            weights,
            output_gradients=grad_loss,
            aggregation_method=tf.AggregationMethod.ADD_N,
        )
        optimizer"""
    },
)


def squared_errors(x, y, weights):
    """Return the loss of a recurrent network for each example."""
    w_in, w_state, w_out = weights
    state = tf.zeros_like(x[:, 0] @ w_in)
    for x_t in tf.unstack(x, axis=1):
        state = tf.nn.leaky_relu(x_t @ w_in + state @ w_state, 0.5)
    return tf.square(tf.linalg.matvec(state, w_out) - y)


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
        losses = squared_errors(x, y, weights)
        gradients = tf1.gradients(losses, weights, grad_loss)
        optimizer = tf1.train.GradientDescentOptimizer(learning_rate)
        train_op = optimizer.apply_gradients(zip(gradients, weights))
        with tf1.Session() as session:
            # A race: it is lost in most runs, not in all.
            for _ in range(50):
                session.run(tf1.global_variables_initializer())
                outputs = session.run(gradients)
                session.run(train_op)
                outputs += session.run(weights)
                due = before[1] - learning_rate * outputs[1]
                if not np.array_equal(outputs[4], due):
                    break
    names = ["dw_in", "dw_state", "dw_out"]
    names += ["w_in", "w_state", "w_out"]
    return dict(zip(names, outputs))


# --8<-- [end:reference_variables]
