"""Partial derivatives in TF2: a tape that opens late."""

import tensorflow as tf


def cell(x, state, w, u):
    """Return the state after one time step."""
    return tf.tanh(tf.matmul(x, w) + tf.matmul(state, u))


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
        states, tapes = [start], []
        with tf.GradientTape() as total_tape:
            for x in tf.unstack(inputs):
                with tf.GradientTape() as step_tape:
                    states.append(cell(x, states[-1], w, u))
                tapes.append(step_tape)
            with tf.GradientTape() as partial_tape:
                partial_tape.watch(states[1:])
                loss = loss_of(states[1:], targets)
        total = total_tape.gradient(loss, states[1:])
        partial = partial_tape.gradient(loss, states[1:])
        steps = zip(tapes, states[1:], total)
        du = [tape.gradient(h, u, seed) for tape, h, seed in steps]
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
