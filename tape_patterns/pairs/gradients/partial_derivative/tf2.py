"""Partial derivatives in TF2: a tape that opens late."""

import tensorflow as tf


def run(inputs, targets, w, u):
    """Return total and partial derivatives of a recurrent network."""
    w, u = tf.Variable(w), tf.Variable(u)

    @tf.function
    def differentiate(inputs, targets):
        state = tf.zeros([inputs.shape[1], u.shape[0]], u.dtype)
        states, step_tapes = [], []
        with tf.GradientTape() as total_tape:
            for x in tf.unstack(inputs):
                # A new tape knows the state before only as a constant.
                with tf.GradientTape() as step_tape:
                    state = tf.tanh(
                        tf.matmul(x, w) + tf.matmul(state, u)
                    )
                states.append(state)
                step_tapes.append(step_tape)
            # Nor does this one know that a state led to the next.
            with tf.GradientTape() as partial_tape:
                partial_tape.watch(states)
                pairs = zip(states, tf.unstack(targets))
                errors = [tf.nn.l2_loss(s - y) for s, y in pairs]
                loss = tf.add_n(errors)
        total = total_tape.gradient(loss, states)
        partial = partial_tape.gradient(loss, states)
        du = [
            tape.gradient(state, u, output_gradients=seed)
            for tape, state, seed in zip(step_tapes, states, total)
        ]
        return loss, tf.stack(total), tf.stack(partial), tf.stack(du)

    loss, total, partial, du = differentiate(
        tf.constant(inputs), tf.constant(targets)
    )
    return {
        "loss": loss.numpy(),
        "total": total.numpy(),
        "partial": partial.numpy(),
        "du": du.numpy(),
    }
