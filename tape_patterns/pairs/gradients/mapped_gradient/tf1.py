"""A gradient for each task in TF1: ``tf.gradients`` in a map."""

import numpy as np
import tensorflow.compat.v1 as tf


def error(x, y, weights):
    """Return the mean squared error of a network."""
    w1, b1, w2 = weights
    output = tf.matmul(tf.tanh(tf.matmul(x, w1) + b1), w2)
    return tf.reduce_mean(tf.square(output - y))


def descend(weights, gradients, rate):
    """Return the weights after a step of gradient descent."""
    return [w - rate * g for w, g in zip(weights, gradients)]


def run(tasks, weights, inner_rate, meta_rate):
    """Learn weights that one step fits to a task (MAML)."""
    with tf.Graph().as_default():
        feeds = [tf.placeholder(t.dtype, t.shape[1:]) for t in tasks]
        batch = {"support": feeds[:2], "query": feeds[2:]}
        weights = [tf.Variable(w, use_resource=True) for w in weights]
        dtype = (weights[0].dtype, [w.dtype for w in weights])

        # --8<-- [start:pattern]
        def adapt(task):
            loss = error(*task["support"], weights)
            gradients = tf.gradients(loss, weights)
            adapted = descend(weights, gradients, inner_rate)
            return error(*task["query"], adapted), gradients

        losses, gradients = tf.map_fn(adapt, batch, dtype=dtype)
        optimizer = tf.train.GradientDescentOptimizer(meta_rate)
        pairs = optimizer.compute_gradients(tf.reduce_mean(losses))
        train_op = optimizer.apply_gradients(pairs)
        # --8<-- [end:pattern]
        meta_gradients = [gradient for gradient, _ in pairs]
        fetches = [losses] + gradients + meta_gradients
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for step in zip(*tasks):
                feed = dict(zip(feeds, step))
                outputs, _ = session.run((fetches, train_op), feed)
                steps.append(outputs + session.run(weights))
    names = ["losses", "dw1", "db1", "dw2"]
    names += ["meta_dw1", "meta_db1", "meta_dw2", "w1", "b1", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
