"""Partial derivatives in TF1: ``stop_gradients``."""

import tensorflow.compat.v1 as tf


def cell(x, state, w, u):
    """Return the state after one time step."""
    return tf.tanh(tf.matmul(x, w) + tf.matmul(state, u))


def loss_of(states, targets):
    """Return the sum of the squared errors of all time steps."""
    errors = [state - y for state, y in zip(states, targets)]
    return tf.add_n([tf.nn.l2_loss(error) for error in errors])


def run(inputs, targets, w, u):
    """Return total and partial derivatives of a recurrent network."""
    with tf.Graph().as_default():
        w, u = tf.Variable(w), tf.Variable(u)
        start = tf.zeros([inputs.shape[1], u.shape[0]], u.dtype)
        # --8<-- [start:pattern]
        states = [start]
        for x in inputs:
            states.append(cell(x, states[-1], w, u))
        loss = loss_of(states[1:], targets)
        total = tf.gradients(loss, states[1:])
        partial = tf.gradients(
            loss, states[1:], stop_gradients=states[1:]
        )
        # What each time step alone adds to the gradient of u.
        du = [
            tf.gradients(state, u, seed, stop_gradients=[before])[0]
            for before, state, seed in zip(states, states[1:], total)
        ]
        # --8<-- [end:pattern]
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            loss, total, partial, du = session.run(
                [loss, total, partial, du]
            )
    return {"loss": loss, "total": total, "partial": partial, "du": du}
