"""Second derivatives in TF2: a tape in a tape."""

import tensorflow as tf


def network(t, x, weights):
    """Return the real and the imaginary part at each point (t, x)."""
    w1, b1, w2, b2 = weights
    hidden = tf.tanh(tf.matmul(tf.concat([t, x], 1), w1) + b1)
    both = tf.matmul(hidden, w2) + b2
    return both[:, 0:1], both[:, 1:2]


def equation_loss(u, v, u_t, v_t, u_xx, v_xx):
    """Return how far u + iv is from solving the equation."""
    density = tf.square(u) + tf.square(v)
    real = u_t + 0.5 * v_xx + density * v
    imaginary = v_t - 0.5 * u_xx - density * u
    return tf.reduce_mean(tf.square(real) + tf.square(imaginary))


def run(t, x, weights, learning_rate, steps):
    """Fit u + iv to Schroedinger's equation at the points (t, x)."""
    weights = [tf.Variable(w) for w in weights]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(weights)

    # --8<-- [start:pattern]
    @tf.function
    def train_step(t, x):
        with tf.GradientTape() as tape:
            with tf.GradientTape(persistent=True) as second:
                second.watch(x)
                with tf.GradientTape(persistent=True) as first:
                    first.watch([t, x])
                    u, v = network(t, x, weights)
                u_t, u_x = first.gradient(u, [t, x])
                v_t, v_x = first.gradient(v, [t, x])
            u_xx = second.gradient(u_x, x)
            v_xx = second.gradient(v_x, x)
            loss = equation_loss(u, v, u_t, v_t, u_xx, v_xx)
        gradients = tape.gradient(loss, weights)
        optimizer.apply_gradients(zip(gradients, weights))
        return u_t, v_t, u_x, v_x, u_xx, v_xx, loss, *gradients

    # --8<-- [end:pattern]

    t, x = tf.constant(t), tf.constant(x)
    first, *_ = [train_step(t, x) for _ in range(steps)]
    names = "u_t v_t u_x v_x u_xx v_xx loss dw1 db1 dw2 db2 w1 b1 w2 b2"
    outputs = [output.numpy() for output in [*first, *weights]]
    return dict(zip(names.split(), outputs))
