"""A gradient for each task in TF1: ``tf.gradients`` in a map."""

import numpy as np
import tensorflow.compat.v1 as tf


def error(x, y, weights):
    """Return the mean squared error of a network."""
    w1, b1, w2 = weights
    output = tf.matmul(tf.tanh(tf.matmul(x, w1) + b1), w2)
    return tf.reduce_mean(tf.square(output - y))


def run(tasks, weights, inner_rate, meta_rate):
    """Learn weights that one step fits to a task (MAML)."""
    with tf.Graph().as_default():
        batch = [tf.placeholder(t.dtype, t.shape[1:]) for t in tasks]
        weights = [tf.Variable(w, use_resource=True) for w in weights]

        def adapt(task):
            support_x, support_y, query_x, query_y = task
            loss = error(support_x, support_y, weights)
            gradients = tf.gradients(loss, weights)
            pairs = zip(weights, gradients)
            adapted = [w - inner_rate * g for w, g in pairs]
            return error(query_x, query_y, adapted), gradients

        dtype = (batch[0].dtype, [w.dtype for w in weights])
        losses, gradients = tf.map_fn(adapt, batch, dtype=dtype)
        optimizer = tf.train.GradientDescentOptimizer(meta_rate)
        pairs = optimizer.compute_gradients(tf.reduce_mean(losses))
        meta_gradients = [gradient for gradient, _ in pairs]
        train_op = optimizer.apply_gradients(pairs)
        fetches = [losses] + gradients + meta_gradients
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for step in zip(*tasks):
                feed = dict(zip(batch, step))
                outputs, _ = session.run((fetches, train_op), feed)
                steps.append(outputs + session.run(weights))
    names = ["losses", "dw1", "db1", "dw2"]
    names += ["meta_dw1", "meta_db1", "meta_dw2", "w1", "b1", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
