"""``tf.clip_by_global_norm`` in TF1, between the two halves."""

import numpy as np
import tensorflow.compat.v1 as tf


def run(x, targets, weights, clip_norm, learning_rate):
    """Fit a network, with clipped gradients."""
    with tf.Graph().as_default():
        batches, batch_targets = x, targets
        x = tf.placeholder(x.dtype, x.shape[1:])
        target = tf.placeholder(targets.dtype, targets.shape[1:])
        variables = [tf.Variable(w, use_resource=True) for w in weights]
        w1, b1, w2 = variables
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        # --8<-- [start:pattern]
        hidden = tf.tanh(tf.matmul(x, w1) + b1)
        error = tf.matmul(hidden, w2) - target
        loss = tf.reduce_sum(tf.square(error))

        gradients = tf.gradients(loss, variables)
        clipped, norm = tf.clip_by_global_norm(gradients, clip_norm)
        train_op = optimizer.apply_gradients(zip(clipped, variables))
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch in zip(batches, batch_targets):
                feed = dict(zip((x, target), batch))
                before = session.run([loss, norm, train_op], feed)
                steps.append(before[:2] + session.run(variables))
    names = ["loss", "norm", "w1", "b1", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
