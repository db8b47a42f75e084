"""Shared weights in TF1: a scope, and ``reuse``."""

import numpy as np
import tensorflow.compat.v1 as tf


def run(left, right, same, weights, learning_rate):
    """Train a siamese network on one batch of pairs at each step."""
    with tf.Graph().as_default():
        shape = [None, left.shape[2]]
        x1, x2 = (tf.placeholder(left.dtype, shape) for _ in range(2))
        is_same = tf.placeholder(left.dtype, [None])
        w_start, b_start = weights
        settings = {"dtype": left.dtype, "use_resource": True}
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)

        # --8<-- [start:pattern]
        def encode(x, reuse):
            with tf.variable_scope("encoder", reuse=reuse, **settings):
                w = tf.get_variable("w", initializer=w_start)
                b = tf.get_variable("b", initializer=b_start)
            return tf.tanh(tf.matmul(x, w) + b)

        apart = encode(x1, reuse=False) - encode(x2, reuse=True)
        # --8<-- [end:pattern]
        distance = tf.reduce_sum(tf.square(apart), axis=1)
        loss = tf.reduce_mean(tf.square(distance - is_same))
        variables = tf.trainable_variables()
        gradients = tf.gradients(loss, variables)
        train_op = optimizer.apply_gradients(zip(gradients, variables))
        fetches = [distance, loss] + gradients
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch in zip(left, right, same):
                feed = dict(zip((x1, x2, is_same), batch))
                step, _ = session.run([fetches, train_op], feed)
                steps.append(step + session.run(variables))
    names = ["distance", "loss", "dw", "db", "w", "b"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
