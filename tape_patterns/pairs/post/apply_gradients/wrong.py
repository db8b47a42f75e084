"""What people write for ``apply_gradients``, and what it gives."""

import tensorflow as tf


# --8<-- [start:optimizer_in_step]
def optimizer_in_step(x, w, learning_rate, steps):
    """Makes the optimizer inside the step: its variables come anew."""
    w = tf.Variable(w)

    @tf.function
    def train_step():
        optimizer = tf.keras.optimizers.SGD(learning_rate)
        with tf.GradientTape() as tape:
            loss = x * tf.square(w)
        grads = tape.gradient(loss, [w])
        optimizer.apply_gradients(zip(grads, [w]))

    for _ in range(steps):
        train_step()


# --8<-- [end:optimizer_in_step]
# --8<-- [start:bare_source]
def bare_source(x, w, learning_rate, steps):
    """Zips the gradient itself. ``tf.gradients`` made a list of it."""
    w = tf.Variable(w)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = x * tf.square(w)
        grads = tape.gradient(loss, w)
        optimizer.apply_gradients(zip(grads, [w]))


# --8<-- [end:bare_source]
# --8<-- [start:outside_steps]
def outside_steps(x, w, learning_rate, steps):
    """Computes the gradient once, as the graph did, and applies it."""
    w = tf.Variable(w)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    with tf.GradientTape() as tape:
        loss = x * tf.square(w)
    grads = tape.gradient(loss, [w])
    for _ in range(steps):
        optimizer.apply_gradients(zip(grads, [w]))
    return {
        "gradient": grads[0].numpy(),
        "w": w.numpy(),
        "loss": (x * tf.square(w)).numpy(),
    }


# --8<-- [end:outside_steps]
