"""Second derivatives in TF1: ``tf.gradients`` of ``tf.gradients``."""

import tensorflow.compat.v1 as tf


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
    with tf.Graph().as_default():
        weights = [tf.Variable(w, use_resource=True) for w in weights]
        points = t, x
        t = tf.placeholder(t.dtype, [None, 1])
        x = tf.placeholder(x.dtype, [None, 1])
        feed = dict(zip((t, x), points))
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        # --8<-- [start:pattern]
        u, v = network(t, x, weights)
        u_t, u_x = tf.gradients(u, [t, x])
        v_t, v_x = tf.gradients(v, [t, x])
        u_xx = tf.gradients(u_x, x)[0]
        v_xx = tf.gradients(v_x, x)[0]
        loss = equation_loss(u, v, u_t, v_t, u_xx, v_xx)
        gradients = tf.gradients(loss, weights)
        train_op = optimizer.apply_gradients(zip(gradients, weights))
        # --8<-- [end:pattern]
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            outputs = [u_t, v_t, u_x, v_x, u_xx, v_xx, loss] + gradients
            first = session.run(outputs, feed)
            for _ in range(steps):
                session.run(train_op, feed)
            weights = session.run(weights)
    names = "u_t v_t u_x v_x u_xx v_xx loss dw1 db1 dw2 db2 w1 b1 w2 b2"
    return dict(zip(names.split(), first + weights))
