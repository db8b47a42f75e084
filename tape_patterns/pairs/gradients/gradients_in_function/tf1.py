"""A gradient penalty in TF1: ``tf.gradients`` of ``tf.gradients``."""

import tensorflow.compat.v1 as tf


def run(x, y, w1, w2, learning_rate, steps):
    """Descend on the squared error plus its squared input gradient."""
    with tf.Graph().as_default():
        x, y = tf.constant(x), tf.constant(y)
        weights = [tf.Variable(w, use_resource=True) for w in (w1, w2)]
        output = tf.matmul(
            tf.tanh(tf.matmul(x, weights[0])), weights[1]
        )
        error = tf.reduce_sum(tf.square(output - y))
        (dx,) = tf.gradients(error, x)
        loss = error + 0.1 * tf.reduce_sum(tf.square(dx))
        gradients = tf.gradients(loss, weights)
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        train_op = optimizer.apply_gradients(zip(gradients, weights))
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            first = session.run([loss, dx] + gradients)
            for _ in range(steps):
                session.run(train_op)
            outputs = first + session.run(weights)
    names = ["loss", "dx", "dw1", "dw2", "w1", "w2"]
    return dict(zip(names, outputs))
