"""Rates for each layer in TF1: an optimizer for each."""

import numpy as np
import tensorflow.compat.v1 as tf


def predict(x, variables):
    """Apply a body and a head."""
    w1, w2, b = variables
    return tf.matmul(tf.tanh(tf.matmul(x, w1)), w2) + b


def run(x, y, body, head, rates):
    """Train body and head on one batch at each step."""
    xs, ys = x, y
    with tf.Graph().as_default():
        x = tf.placeholder(xs.dtype, [None, xs.shape[2]])
        y = tf.placeholder(ys.dtype, [None, 1])
        body, head = (
            [tf.Variable(w, use_resource=True) for w in start]
            for start in (body, head)
        )
        # --8<-- [start:pattern]
        slow, fast = (
            tf.train.GradientDescentOptimizer(rate) for rate in rates
        )
        error = predict(x, body + head) - y
        loss = tf.reduce_mean(tf.square(error))
        gradients = tf.gradients(loss, body + head)
        of_body = gradients[: len(body)]
        of_head = gradients[len(body) :]
        train_op = tf.group(
            slow.apply_gradients(zip(of_body, body)),
            fast.apply_gradients(zip(of_head, head)),
        )
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch in zip(xs, ys):
                feed = dict(zip((x, y), batch))
                before, _ = session.run([loss, train_op], feed)
                steps.append([before] + session.run(body + head))
    names = ["loss", "w1", "w2", "b"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
