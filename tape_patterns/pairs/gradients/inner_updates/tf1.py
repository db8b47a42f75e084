"""MAML in TF1: ``tf.gradients`` with respect to updated weights."""

import numpy as np
import tensorflow.compat.v1 as tf


def loss_of(x, y, weights):
    """Return the mean squared error of a network."""
    w1, b1, w2 = weights
    prediction = tf.matmul(tf.tanh(tf.matmul(x, w1) + b1), w2)
    return tf.reduce_mean(tf.square(prediction - y))


def run(
    x,
    y,
    x_query,
    y_query,
    weights,
    inner_steps,
    inner_rate,
    learning_rate,
):
    """Take one meta step on each task."""
    tasks = list(zip(x, y, x_query, y_query))
    with tf.Graph().as_default():
        weights = [tf.Variable(w, use_resource=True) for w in weights]
        placeholders = [
            tf.placeholder(array.dtype, (None, 1))
            for array in (x, y, x_query, y_query)
        ]
        x, y, x_query, y_query = placeholders
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        # --8<-- [start:pattern]
        fast, losses = weights, []
        for _ in range(inner_steps):
            loss = loss_of(x, y, fast)
            gradients = tf.gradients(loss, fast)
            pairs = zip(fast, gradients)
            fast = [w - inner_rate * g for w, g in pairs]
            losses.append(loss)
        meta_loss = loss_of(x_query, y_query, fast)
        gradients = tf.gradients(meta_loss, weights)
        train_op = optimizer.apply_gradients(zip(gradients, weights))
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            outputs = (
                [tf.stack(losses)] + fast + [meta_loss] + gradients
            )
            for task in tasks:
                feed = dict(zip(placeholders, task))
                before = session.run(outputs, feed)
                session.run(train_op, feed)
                steps.append(before + session.run(weights))
    names = (
        "losses fast_w1 fast_b1 fast_w2 meta_loss dw1 db1 dw2 w1 b1 w2"
    )
    columns = zip(names.split(), zip(*steps))
    return {name: np.stack(v) for name, v in columns}
