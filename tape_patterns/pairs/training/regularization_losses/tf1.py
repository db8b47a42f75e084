"""Penalties in TF1: a regularizer adds to a collection."""

import numpy as np
import tensorflow.compat.v1 as tf


def run(x, y, weights, scale, learning_rate):
    """Train a network with a penalty on one batch at each step."""
    xs, ys = x, y
    with tf.Graph().as_default():
        tf.get_variable_scope().set_use_resource(True)
        x = tf.placeholder(xs.dtype, [None, xs.shape[2]])
        y = tf.placeholder(ys.dtype, [None, 1])
        w1, b, w2 = weights

        # --8<-- [start:pattern]
        def decay(w):
            return scale * tf.nn.l2_loss(w)

        with tf.variable_scope("net", regularizer=decay):
            w1 = tf.get_variable("w1", initializer=w1)
            w2 = tf.get_variable("w2", initializer=w2)
        b = tf.get_variable("b", initializer=b)

        hidden = tf.tanh(tf.nn.bias_add(tf.matmul(x, w1), b))
        error = tf.matmul(hidden, w2) - y
        penalty = tf.losses.get_regularization_loss()
        loss = tf.reduce_mean(tf.square(error)) + penalty
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        train_op = optimizer.minimize(loss)
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch in zip(xs, ys):
                feed = dict(zip((x, y), batch))
                before = session.run([loss, penalty, train_op], feed)
                steps.append(before[:2] + session.run([w1, b, w2]))
    names = ["loss", "penalty", "w1", "b", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
