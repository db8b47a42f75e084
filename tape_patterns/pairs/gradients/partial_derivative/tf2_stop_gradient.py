"""Partial derivatives in TF2: ``tf.stop_gradient`` in a second pass."""

import tensorflow as tf


def unroll(inputs, state, w, u, carry):
    """Return all states; ``carry`` takes a state to the next step."""
    states = []
    for x in tf.unstack(inputs):
        state = tf.tanh(tf.matmul(x, w) + tf.matmul(carry(state), u))
        states.append(state)
    return states


def loss_of(states, targets):
    """Return the sum of the squared errors of all time steps."""
    pairs = zip(states, tf.unstack(targets))
    return tf.add_n([tf.nn.l2_loss(state - y) for state, y in pairs])


def run(inputs, targets, w, u):
    """Return total and partial derivatives of a recurrent network."""
    w, u = tf.Variable(w), tf.Variable(u)
    start = tf.zeros([inputs.shape[1], u.shape[0]], u.dtype)

    # --8<-- [start:pattern]
    @tf.function
    def differentiate(inputs, targets):
        with tf.GradientTape() as tape:
            states = unroll(inputs, start, w, u, tf.identity)
            loss = loss_of(states, targets)
        total = tape.gradient(loss, states)
        with tf.GradientTape(persistent=True) as tape:
            states = unroll(inputs, start, w, u, tf.stop_gradient)
            partial_loss = loss_of(states, targets)
        partial = tape.gradient(partial_loss, states)
        steps = zip(states, total)
        du = [tape.gradient(h, u, seed) for h, seed in steps]
        return loss, total, partial, du

    # --8<-- [end:pattern]

    loss, total, partial, du = differentiate(
        tf.constant(inputs), tf.constant(targets)
    )
    return {
        "loss": loss.numpy(),
        "total": tf.stack(total).numpy(),
        "partial": tf.stack(partial).numpy(),
        "du": tf.stack(du).numpy(),
    }
