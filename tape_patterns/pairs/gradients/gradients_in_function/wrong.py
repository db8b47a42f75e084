"""What goes wrong with ``tf.gradients`` in TF2."""

import tensorflow as tf


# --8<-- [start:called_eagerly]
def called_eagerly(x, y, w1, w2, learning_rate, steps):
    """Calls ``tf.gradients`` outside of any ``tf.function``."""
    weights = [tf.Variable(w) for w in (w1, w2)]
    x = tf.constant(x)
    hidden = tf.tanh(tf.matmul(x, weights[0]))
    output = tf.matmul(hidden, weights[1])
    error = tf.reduce_sum(tf.square(output - y))
    return tf.gradients(error, [x, *weights])


# --8<-- [end:called_eagerly]
# --8<-- [start:debugged_eagerly]
def debugged_eagerly(x, y, w1, w2, learning_rate, steps):
    """Runs functions eagerly to debug, which stops ``tf.gradients``."""
    weights = [tf.Variable(w) for w in (w1, w2)]

    @tf.function
    def input_gradient(x, y):
        hidden = tf.tanh(tf.matmul(x, weights[0]))
        output = tf.matmul(hidden, weights[1])
        return tf.gradients(tf.reduce_sum(tf.square(output - y)), x)

    tf.config.run_functions_eagerly(True)
    try:
        return input_gradient(tf.constant(x), tf.constant(y))
    finally:
        tf.config.run_functions_eagerly(False)


# --8<-- [end:debugged_eagerly]
# --8<-- [start:error_from_outside]
def error_from_outside(x, y, w1, w2, learning_rate, steps):
    """Hands the function an error that was computed before."""
    weights = [tf.Variable(w) for w in (w1, w2)]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(weights)

    @tf.function
    def train_step(x, error):
        (dx,) = tf.gradients(error, x)
        loss = error + 0.1 * tf.reduce_sum(tf.square(dx))
        gradients = tf.gradients(loss, weights)
        optimizer.apply_gradients(zip(gradients, weights))

    x = tf.constant(x)
    hidden = tf.tanh(tf.matmul(x, weights[0]))
    output = tf.matmul(hidden, weights[1])
    train_step(x, tf.reduce_sum(tf.square(output - y)))


# --8<-- [end:error_from_outside]
# --8<-- [start:gradient_in_a_branch]
def gradient_in_a_branch(x, y, w1, w2, learning_rate, steps):
    """Asks inside an ``if`` for gradients by variables outside it."""
    weights = [tf.Variable(w) for w in (w1, w2)]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(weights)

    @tf.function
    def train_step(x, y):
        hidden = tf.tanh(tf.matmul(x, weights[0]))
        output = tf.matmul(hidden, weights[1])
        error = tf.reduce_sum(tf.square(output - y))
        (dx,) = tf.gradients(error, x)
        loss = error + 0.1 * tf.reduce_sum(tf.square(dx))
        if loss > 0.01:
            gradients = tf.gradients(loss, weights)
            optimizer.apply_gradients(zip(gradients, weights))

    train_step(tf.constant(x), tf.constant(y))


# --8<-- [end:gradient_in_a_branch]
