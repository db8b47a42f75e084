"""Second derivatives in TF1: ``tf.gradients`` of ``tf.gradients``."""

import tensorflow.compat.v1 as tf


def network(t, x, weights):
    """Return the real and the imaginary part at each point (t, x)."""
    w1, b1, w2, b2 = weights
    hidden = tf.tanh(tf.matmul(tf.concat([t, x], 1), w1) + b1)
    both = tf.matmul(hidden, w2) + b2
    return both[:, 0:1], both[:, 1:2]


def run(t, x, weights, learning_rate, steps):
    """Fit u + iv to Schroedinger's equation at the points (t, x)."""
    with tf.Graph().as_default():
        weights = [tf.Variable(w, use_resource=True) for w in weights]
        t_in = tf.placeholder(t.dtype, [None, 1])
        x_in = tf.placeholder(t.dtype, [None, 1])
        feed = {t_in: t, x_in: x}
        u, v = network(t_in, x_in, weights)
        u_t, u_x = tf.gradients(u, [t_in, x_in])
        v_t, v_x = tf.gradients(v, [t_in, x_in])
        u_xx = tf.gradients(u_x, x_in)[0]
        v_xx = tf.gradients(v_x, x_in)[0]
        density = tf.square(u) + tf.square(v)
        real = u_t + 0.5 * v_xx + density * v
        imaginary = v_t - 0.5 * u_xx - density * u
        loss = tf.reduce_mean(tf.square(real) + tf.square(imaginary))
        gradients = tf.gradients(loss, weights)
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        train_op = optimizer.apply_gradients(zip(gradients, weights))
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            outputs = [u_t, v_t, u_x, v_x, u_xx, v_xx, loss] + gradients
            first = session.run(outputs, feed)
            for _ in range(steps):
                session.run(train_op, feed)
            weights = session.run(weights)
    names = "u_t v_t u_x v_x u_xx v_xx loss dw1 db1 dw2 db2 w1 b1 w2 b2"
    return dict(zip(names.split(), first + weights))
