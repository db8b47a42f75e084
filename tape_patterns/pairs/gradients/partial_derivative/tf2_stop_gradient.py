"""Partial derivatives in TF2: ``tf.stop_gradient`` in a second pass."""

import tensorflow as tf


def forward(inputs, targets, w, u, carry):
    """Return the states and the loss; ``carry`` takes a state on."""
    state = tf.zeros([inputs.shape[1], u.shape[0]], u.dtype)
    states = []
    for x in tf.unstack(inputs):
        state = tf.tanh(tf.matmul(x, w) + tf.matmul(carry(state), u))
        states.append(state)
    pairs = zip(states, tf.unstack(targets))
    return states, tf.add_n([tf.nn.l2_loss(s - y) for s, y in pairs])


def run(inputs, targets, w, u):
    """Return total and partial derivatives of a recurrent network."""
    w, u = tf.Variable(w), tf.Variable(u)

    @tf.function
    def differentiate(inputs, targets):
        with tf.GradientTape() as tape:
            states, loss = forward(inputs, targets, w, u, tf.identity)
        total = tape.gradient(loss, states)
        with tf.GradientTape(persistent=True) as tape:
            states, partial_loss = forward(
                inputs, targets, w, u, tf.stop_gradient
            )
        partial = tape.gradient(partial_loss, states)
        du = [
            tape.gradient(state, u, output_gradients=seed)
            for state, seed in zip(states, total)
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
