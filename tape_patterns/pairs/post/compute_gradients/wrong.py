"""What people write for ``compute_gradients``, and what it gives."""

import tensorflow as tf


# --8<-- [start:nones_dropped_first]
def nones_dropped_first(x, w, unused, learning_rate, steps):
    """Drops the Nones, then zips: a gradient meets another weight."""
    unused = tf.Variable(unused)
    w = tf.Variable(w)
    variables = [unused, w]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    first = None
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = x * tf.square(w)
        gradients = tape.gradient(loss, variables)
        known = [g for g in gradients if g is not None]
        optimizer.apply_gradients(zip(known, variables))
        first = gradients if first is None else first
    return {
        "has_gradient": [g is not None for g in first],
        "gradient": first[1].numpy(),
        "w": w.numpy(),
        "unused": unused.numpy(),
        "loss": (x * tf.square(w)).numpy(),
    }


# --8<-- [end:nones_dropped_first]
# --8<-- [start:scaled_none]
def scaled_none(x, w, unused, learning_rate, steps):
    """Changes every gradient, and meets the None."""
    unused = tf.Variable(unused)
    w = tf.Variable(w)
    variables = [unused, w]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = x * tf.square(w)
        gradients = tape.gradient(loss, variables)
        gradients = [1.0 * g for g in gradients]
        optimizer.apply_gradients(zip(gradients, variables))


# --8<-- [end:scaled_none]
# --8<-- [start:still_compute_gradients]
def still_compute_gradients(x, w, unused, learning_rate, steps):
    """Keeps the TF1 optimizer and hands it a tensor."""
    w = tf.Variable(w)
    optimizer = tf.compat.v1.train.GradientDescentOptimizer(
        learning_rate
    )
    for _ in range(steps):
        pairs = optimizer.compute_gradients(x * tf.square(w), [w])
        optimizer.apply_gradients(pairs)


# --8<-- [end:still_compute_gradients]
