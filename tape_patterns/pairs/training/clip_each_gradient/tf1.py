"""Clip each gradient in TF1: a list comprehension over the pairs."""

import numpy as np
import tensorflow.compat.v1 as tf


def run(x, targets, weights, limit, learning_rate):
    """Clip by norm and by value in turns."""
    with tf.Graph().as_default():
        batches, batch_targets = x, targets
        x = tf.placeholder(x.dtype, x.shape[1:])
        target = tf.placeholder(targets.dtype, targets.shape[1:])
        variables = [tf.Variable(w, use_resource=True) for w in weights]
        w1, b1, w2 = variables
        # This one has no part in the loss: its gradient is None.
        unused = tf.Variable(weights[0], use_resource=True)
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        # --8<-- [start:pattern]
        hidden = tf.tanh(tf.matmul(x, w1) + b1)
        error = tf.matmul(hidden, w2) - target
        loss = tf.reduce_sum(tf.square(error))

        pairs = optimizer.compute_gradients(loss)
        known = [(g, v) for g, v in pairs if g is not None]
        norm = [(tf.clip_by_norm(g, limit), v) for g, v in known]
        value = [
            (tf.clip_by_value(g, -limit, limit), v) for g, v in known
        ]
        train_by_norm = optimizer.apply_gradients(norm)
        train_by_value = optimizer.apply_gradients(value)
        # --8<-- [end:pattern]
        variables = variables + [unused]
        train_ops = [train_by_norm, train_by_value]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for n, batch in enumerate(zip(batches, batch_targets)):
                feed = dict(zip((x, target), batch))
                before, _ = session.run([loss, train_ops[n % 2]], feed)
                steps.append([before] + session.run(variables))
    names = ["loss", "w1", "b1", "w2", "unused"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
