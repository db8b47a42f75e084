"""What people write for ``stop_gradients``, and what it gives."""

import tensorflow as tf


def forward(inputs, targets, w, u, carry, emit):
    """Return states and loss; each state goes to both functions."""
    state = tf.zeros([inputs.shape[1], u.shape[0]])
    states = []
    for x in tf.unstack(inputs):
        state = tf.tanh(tf.matmul(x, w) + tf.matmul(carry(state), u))
        states.append(emit(state))
    pairs = zip(states, tf.unstack(targets))
    return states, tf.add_n([tf.nn.l2_loss(s - y) for s, y in pairs])


def result(total, partial, du):
    """Return the outputs of ``run``."""
    return {
        "total": tf.stack(total).numpy(),
        "partial": tf.stack(partial).numpy(),
        "du": tf.stack(du).numpy(),
    }


# --8<-- [start:total_only]
def total_only(inputs, targets, w, u):
    """Watches the states: that does not cut what led to them."""
    w, u = tf.Variable(w), tf.Variable(u)
    state = tf.zeros([inputs.shape[1], u.shape[0]])
    states = []
    with tf.GradientTape(persistent=True) as tape:
        for x in tf.unstack(inputs):
            tape.watch(state)
            state = tf.tanh(tf.matmul(x, w) + tf.matmul(state, u))
            states.append(state)
        pairs = zip(states, tf.unstack(targets))
        loss = tf.add_n([tf.nn.l2_loss(s - y) for s, y in pairs])
    total = tape.gradient(loss, states)
    du = [tape.gradient(s, u, g) for s, g in zip(states, total)]
    return result(total, tape.gradient(loss, states), du)


# --8<-- [end:total_only]
# --8<-- [start:stopped_for_good]
def stopped_for_good(inputs, targets, w, u):
    """Leaves the cut in the model: the total derivative is lost."""
    w, u = tf.Variable(w), tf.Variable(u)
    with tf.GradientTape(persistent=True) as tape:
        states, loss = forward(
            inputs, targets, w, u, tf.stop_gradient, tf.identity
        )
    total = tape.gradient(loss, states)
    du = [tape.gradient(s, u, g) for s, g in zip(states, total)]
    return result(total, tape.gradient(loss, states), du)


# --8<-- [end:stopped_for_good]
# --8<-- [start:stopped_output]
def stopped_output(inputs, targets, w, u):
    """Stops what the cell returns: nothing leads back to the cell."""
    w, u = tf.Variable(w), tf.Variable(u)
    with tf.GradientTape() as tape:
        states, loss = forward(
            inputs, targets, w, u, tf.identity, tf.identity
        )
    total = tape.gradient(loss, states)
    with tf.GradientTape(persistent=True) as tape:
        states, loss = forward(
            inputs, targets, w, u, tf.identity, tf.stop_gradient
        )
    partial = tape.gradient(loss, states)
    du = [tape.gradient(s, u, g) for s, g in zip(states, total)]
    return result(total, partial, du)


# --8<-- [end:stopped_output]
# --8<-- [start:still_stop_gradients]
def still_stop_gradients(inputs, targets, w, u):
    """Keeps the argument's name: ``tape.gradient`` has no such one."""
    w, u = tf.Variable(w), tf.Variable(u)
    with tf.GradientTape(persistent=True) as tape:
        states, loss = forward(
            inputs, targets, w, u, tf.identity, tf.identity
        )
    total = tape.gradient(loss, states)
    partial = tape.gradient(loss, states, stop_gradients=states)
    du = [tape.gradient(s, u, g) for s, g in zip(states, total)]
    return result(total, partial, du)


# --8<-- [end:still_stop_gradients]
