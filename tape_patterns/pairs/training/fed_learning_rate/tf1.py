"""A fed learning rate in TF1: a placeholder."""

import numpy as np
import tensorflow.compat.v1 as tf


def run(x, y, rates, w):
    """Train on one batch at each step, with a rate of its own."""
    xs, ys = x, y
    with tf.Graph().as_default():
        x = tf.placeholder(xs.dtype, [None, xs.shape[2]])
        y = tf.placeholder(ys.dtype, [None, 1])
        w = tf.Variable(w, use_resource=True)
        # --8<-- [start:pattern]
        rate = tf.placeholder(tf.float32, [])
        optimizer = tf.train.GradientDescentOptimizer(rate)

        error = tf.matmul(x, w) - y
        loss = tf.reduce_mean(tf.square(error))
        train_op = optimizer.minimize(loss)
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch in zip(xs, ys, rates):
                feed = dict(zip((x, y, rate), batch))
                before, _ = session.run([loss, train_op], feed)
                steps.append([before, session.run(w)])
    names = ["loss", "w"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
