"""A condition in the loss in TF1: ``tf.cond``."""

import numpy as np
import tensorflow.compat.v1 as tf


def run(x, targets, w, scale, threshold, learning_rate):
    """Fit by squares; by their scaled logarithm while far off."""
    with tf.Graph().as_default():
        w = tf.get_variable("w", initializer=w, use_resource=True)
        scale = tf.get_variable(
            "s", initializer=scale, use_resource=True
        )
        batch = tf.placeholder(x.dtype, x.shape[1:])
        target = tf.placeholder(x.dtype, targets.shape[1:])
        # --8<-- [start:pattern]
        squares = tf.square(tf.matmul(batch, w) - target)
        total = tf.reduce_sum(squares)
        loss = tf.cond(
            total > threshold,
            lambda: tf.exp(scale) * tf.math.log(total),
            lambda: total,
        )
        gradients = tf.gradients(loss, [w, scale])
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        train_op = optimizer.apply_gradients(zip(gradients, [w, scale]))
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for pair in zip(x, targets):
                feed = dict(zip((batch, target), pair))
                before = session.run([loss] + gradients, feed)
                session.run(train_op, feed)
                steps.append(before + session.run([w, scale]))
    names = ["loss", "dw", "dscale", "w", "scale"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
