"""What people write for second derivatives, and what it gives."""

import tensorflow as tf


def network(t, x, weights):
    """Return the real and the imaginary part at each point (t, x)."""
    w1, b1, w2, b2 = weights
    hidden = tf.tanh(tf.matmul(tf.concat([t, x], 1), w1) + b1)
    return tf.matmul(hidden, w2) + b2


def equation(u, v, u_t, v_t, u_xx, v_xx):
    """Return how far u + iv is from solving Schroedinger's equation."""
    density = tf.square(u) + tf.square(v)
    real = u_t + 0.5 * v_xx + density * v
    imaginary = v_t - 0.5 * u_xx - density * u
    return tf.reduce_mean(tf.square(real) + tf.square(imaginary))


def named(first, weights):
    """Return the outputs by name."""
    names = "u_t v_t u_x v_x u_xx v_xx loss dw1 db1 dw2 db2 w1 b1 w2 b2"
    outputs = [output.numpy() for output in [*first, *weights]]
    return dict(zip(names.split(), outputs))


# --8<-- [start:one_persistent_tape]
def one_persistent_tape(t, x, weights, learning_rate, steps):
    """Asks one tape for both orders, after it has closed."""
    t, x = tf.constant(t), tf.constant(x)
    weights = [tf.Variable(w) for w in weights]
    with tf.GradientTape(persistent=True) as tape:
        tape.watch([t, x])
        u, v = tf.split(network(t, x, weights), 2, axis=1)
    u_t, u_x = tape.gradient(u, [t, x])
    v_t, v_x = tape.gradient(v, [t, x])
    u_xx = tape.gradient(u_x, x)
    v_xx = tape.gradient(v_x, x)
    return equation(u, v, u_t, v_t, u_xx, v_xx)


# --8<-- [end:one_persistent_tape]
# --8<-- [start:indented_too_little]
def indented_too_little(t, x, weights, learning_rate, steps):
    """Takes the first gradient outside the second tape."""
    t, x = tf.constant(t), tf.constant(x)
    weights = [tf.Variable(w) for w in weights]
    with tf.GradientTape(persistent=True) as second:
        second.watch(x)
        with tf.GradientTape(persistent=True) as first:
            first.watch([t, x])
            u, v = tf.split(network(t, x, weights), 2, axis=1)
    u_t, u_x = first.gradient(u, [t, x])
    v_t, v_x = first.gradient(v, [t, x])
    u_xx = second.gradient(u_x, x)
    v_xx = second.gradient(v_x, x)
    return equation(u, v, u_t, v_t, u_xx, v_xx)


# --8<-- [end:indented_too_little]
# --8<-- [start:derivatives_first]
def derivatives_first(t, x, weights, learning_rate, steps):
    """Derives u and v before the tape of the weights opens."""
    t, x = tf.constant(t), tf.constant(x)
    weights = [tf.Variable(w) for w in weights]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(weights)

    @tf.function
    def train_step(t, x):
        with tf.GradientTape(persistent=True) as second:
            second.watch(x)
            with tf.GradientTape(persistent=True) as first:
                first.watch([t, x])
                u, v = tf.split(network(t, x, weights), 2, axis=1)
            u_t, u_x = first.gradient(u, [t, x])
            v_t, v_x = first.gradient(v, [t, x])
        u_xx = second.gradient(u_x, x)
        v_xx = second.gradient(v_x, x)
        with tf.GradientTape() as tape:
            u, v = tf.split(network(t, x, weights), 2, axis=1)
            loss = equation(u, v, u_t, v_t, u_xx, v_xx)
        gradients = tape.gradient(loss, weights)
        optimizer.apply_gradients(zip(gradients, weights))
        return [u_t, v_t, u_x, v_x, u_xx, v_xx, loss, *gradients]

    first, *_ = [train_step(t, x) for _ in range(steps)]
    return named(first, weights)


# --8<-- [end:derivatives_first]
# --8<-- [start:both_columns]
def both_columns(t, x, weights, learning_rate, steps):
    """Derives both outputs at once: the tape adds the columns up."""
    t, x = tf.constant(t), tf.constant(x)
    weights = [tf.Variable(w) for w in weights]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(weights)

    @tf.function
    def train_step(t, x):
        with tf.GradientTape() as tape:
            with tf.GradientTape() as second:
                second.watch(x)
                with tf.GradientTape() as first:
                    first.watch([t, x])
                    both = network(t, x, weights)
                both_t, both_x = first.gradient(both, [t, x])
            both_xx = second.gradient(both_x, x)
            u, v = tf.split(both, 2, axis=1)
            u_t, u_x, u_xx = v_t, v_x, v_xx = both_t, both_x, both_xx
            loss = equation(u, v, u_t, v_t, u_xx, v_xx)
        gradients = tape.gradient(loss, weights)
        optimizer.apply_gradients(zip(gradients, weights))
        return [u_t, v_t, u_x, v_x, u_xx, v_xx, loss, *gradients]

    first, *_ = [train_step(t, x) for _ in range(steps)]
    return named(first, weights)


# --8<-- [end:both_columns]
