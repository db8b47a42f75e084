"""Ordered train ops in TF1: ``tf.control_dependencies``."""

import numpy as np
import tensorflow.compat.v1 as tf


def loss_of(x, y, w1, w2):
    """Return the squared error of a network."""
    error = tf.matmul(tf.tanh(tf.matmul(x, w1)), w2) - y
    return tf.reduce_mean(tf.square(error))


def run(x, y, weights, learning_rate):
    """Train the head after the body, on one batch at each step."""
    xs, ys = x, y
    with tf.Graph().as_default():
        x = tf.placeholder(xs.dtype, [None, xs.shape[2]])
        y = tf.placeholder(ys.dtype, [None, 1])
        w1, w2 = (tf.Variable(w, use_resource=True) for w in weights)
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        # --8<-- [start:pattern]
        before = loss_of(x, y, w1, w2)
        first = optimizer.minimize(before, var_list=[w1])
        with tf.control_dependencies([first]):
            between = loss_of(x, y, w1, w2)
            second = optimizer.minimize(between, var_list=[w2])
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch in zip(xs, ys):
                feed = dict(zip((x, y), batch))
                step = session.run([before, between, second], feed)
                steps.append(step[:2] + session.run([w1, w2]))
    names = ["before", "between", "w1", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
