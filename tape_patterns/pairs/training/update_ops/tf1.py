"""Batch normalisation in TF1: ``UPDATE_OPS`` before the train op."""

import numpy as np
import tensorflow as tf


def run(x, y, w, gamma, beta, learning_rate, momentum):
    """Train on one batch at each step, then predict the last one."""
    batches = list(zip(x, y))
    with tf.Graph().as_default():
        x = tf.placeholder(x.dtype, [None, x.shape[2]])
        y = tf.placeholder(y.dtype, [None, 1])
        training = tf.placeholder(tf.bool, [])
        w = tf.get_variable("w", initializer=w, use_resource=True)
        start = {
            "gamma_initializer": tf.constant_initializer(gamma),
            "beta_initializer": tf.constant_initializer(beta),
        }
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        # --8<-- [start:pattern]
        normal = tf.layers.batch_normalization(
            x, momentum=momentum, training=training, **start
        )
        prediction = tf.matmul(normal, w)
        loss = tf.reduce_mean(tf.square(prediction - y))

        update_ops = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
        with tf.control_dependencies(update_ops):
            train_op = optimizer.minimize(loss)
        # --8<-- [end:pattern]
        scope = "batch_normalization/"
        names = ["moving_mean", "moving_variance", "gamma", "beta"]
        kept = {v.op.name: v for v in tf.global_variables()}
        after = [kept[scope + name] for name in names] + [w]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for one_x, one_y in batches:
                feed = {x: one_x, y: one_y, training: True}
                first = session.run(loss, feed)
                session.run(train_op, feed)
                steps.append([first] + session.run(after))
            feed = {x: batches[-1][0], training: False}
            predicted = session.run(prediction, feed)
    names = ["loss", "mean", "variance", "gamma", "beta", "w"]
    found = {name: np.stack(v) for name, v in zip(names, zip(*steps))}
    return dict(predicted=predicted, **found)
