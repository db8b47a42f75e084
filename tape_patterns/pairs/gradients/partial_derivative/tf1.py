"""Partial derivatives in TF1: ``stop_gradients``."""

import tensorflow.compat.v1 as tf


def run(inputs, targets, w, u):
    """Return total and partial derivatives of a recurrent network."""
    with tf.Graph().as_default():
        w, u = tf.Variable(w), tf.Variable(u)
        states = [tf.zeros([inputs.shape[1], u.shape[0]], u.dtype)]
        for x in inputs:
            state = tf.tanh(tf.matmul(x, w) + tf.matmul(states[-1], u))
            states.append(state)
        errors = [s - y for s, y in zip(states[1:], targets)]
        loss = tf.add_n([tf.nn.l2_loss(error) for error in errors])
        total = tf.gradients(loss, states[1:])
        partial = tf.gradients(
            loss, states[1:], stop_gradients=states[1:]
        )
        # What each time step alone adds to the gradient of u.
        du = [
            tf.gradients(state, u, seed, stop_gradients=[before])[0]
            for before, state, seed in zip(states, states[1:], total)
        ]
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            loss, total, partial, du = session.run(
                [loss, total, partial, du]
            )
    return {"loss": loss, "total": total, "partial": partial, "du": du}
