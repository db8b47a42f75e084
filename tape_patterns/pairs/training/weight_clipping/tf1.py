"""Weights clipped in TF1: ``tf.assign`` after the train op."""

import numpy as np
import tensorflow.compat.v1 as tf


def critic(x, variables):
    """Return how real each row looks, between -1 and 1."""
    w1, w2 = variables
    return tf.tanh(tf.matmul(tf.tanh(tf.matmul(x, w1)), w2))


def run(real, fake, weights, c, learning_rate):
    """Train a critic on one batch of each kind at each step."""
    reals, fakes = real, fake
    with tf.Graph().as_default():
        real = tf.placeholder(reals.dtype, [None, reals.shape[2]])
        fake = tf.placeholder(fakes.dtype, [None, fakes.shape[2]])
        variables = [tf.Variable(w, use_resource=True) for w in weights]
        # --8<-- [start:pattern]
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        loss = tf.reduce_mean(critic(fake, variables))
        loss -= tf.reduce_mean(critic(real, variables))
        train_op = optimizer.minimize(loss, var_list=variables)
        with tf.control_dependencies([train_op]):
            clip_op = tf.group(
                *[
                    tf.assign(w, tf.clip_by_value(w, -c, c))
                    for w in variables
                ]
            )
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch in zip(reals, fakes):
                feed = dict(zip((real, fake), batch))
                before, _ = session.run([loss, clip_op], feed)
                steps.append([before] + session.run(variables))
    names = ["loss", "w1", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
