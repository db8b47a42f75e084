"""What people write for ``Optimizer.minimize``, and what it gives."""

import tensorflow as tf


# --8<-- [start:mean_loss]
def mean_loss(x, w, learning_rate, steps):
    """Averages the loss first. ``minimize`` summed a matrix."""
    x = tf.constant(x)
    w = tf.Variable(w)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build([w])

    @tf.function
    def train_step(x):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(x * tf.square(w))
        gradient = tape.gradient(loss, w)
        optimizer.apply_gradients([(gradient, w)])
        return gradient

    gradients = [train_step(x) for _ in range(steps)]
    return {
        "gradient": gradients[0].numpy(),
        "w": w.numpy(),
        "loss": (x * tf.square(w)).numpy(),
    }


# --8<-- [end:mean_loss]
# --8<-- [start:still_minimize]
def still_minimize(x, w, learning_rate, steps):
    """Calls ``minimize``, which Keras 3 no longer has."""
    w = tf.Variable(w)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    for _ in range(steps):
        optimizer.minimize(lambda: x * tf.square(w), [w])


# --8<-- [end:still_minimize]
# --8<-- [start:loss_before_tape]
def loss_before_tape(x, w, learning_rate, steps):
    """Computes the loss before the tape opens: the tape saw nothing."""
    w = tf.Variable(w)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    for _ in range(steps):
        loss = x * tf.square(w)
        with tf.GradientTape() as tape:
            tape.watch(w)
        gradient = tape.gradient(loss, w)
        optimizer.apply_gradients([(gradient, w)])


# --8<-- [end:loss_before_tape]
