"""A gradient penalty in TF1: ``tf.gradients`` of ``tf.gradients``."""

import numpy as np
import tensorflow.compat.v1 as tf


def network(x, weights):
    """Apply a hidden layer and an output."""
    w1, w2 = weights
    return tf.matmul(tf.tanh(tf.matmul(x, w1)), w2)


def run(x, y, w1, w2, learning_rate, steps):
    """Descend on the squared error plus its squared input gradient."""
    with tf.Graph().as_default():
        x, y = tf.constant(x), tf.constant(y)
        weights = [tf.Variable(w, use_resource=True) for w in (w1, w2)]
        # --8<-- [start:pattern]
        error = tf.reduce_sum(tf.square(network(x, weights) - y))
        dx = tf.gradients(error, x)[0]
        loss = error + 0.1 * tf.reduce_sum(tf.square(dx))
        gradients = tf.gradients(loss, weights)
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        train_op = optimizer.apply_gradients(zip(gradients, weights))
        # --8<-- [end:pattern]
        found = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for _ in range(steps):
                found.append(session.run([loss, dx] + gradients))
                session.run(train_op)
            w1, w2 = session.run(weights)
    names = ["loss", "dx", "dw1", "dw2"]
    outputs = {name: np.stack(v) for name, v in zip(names, zip(*found))}
    return dict(outputs, w1=w1, w2=w2)
