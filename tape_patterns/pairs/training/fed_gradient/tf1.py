"""Fed gradients in TF1: a placeholder for each variable."""

import numpy as np
import tensorflow.compat.v1 as tf


def loss_of(x, y, variables):
    """Return the squared error of a network."""
    w1, w2 = variables
    error = tf.matmul(tf.tanh(tf.matmul(x, w1)), w2) - y
    return tf.reduce_mean(tf.square(error))


def run(x, y, weights, learning_rate):
    """Average the gradients of all workers at each step."""
    xs, ys = x, y
    with tf.Graph().as_default():
        x = tf.placeholder(xs.dtype, [None, xs.shape[3]])
        y = tf.placeholder(ys.dtype, [None, 1])
        variables = [tf.Variable(w, use_resource=True) for w in weights]
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        # --8<-- [start:pattern]
        loss = loss_of(x, y, variables)
        gradients = tf.gradients(loss, variables)

        fed = [tf.placeholder(w.dtype, w.shape) for w in variables]
        train_op = optimizer.apply_gradients(zip(fed, variables))
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batches in zip(xs, ys):
                found = [
                    session.run(
                        [loss, gradients], dict(zip((x, y), batch))
                    )
                    for batch in zip(*batches)
                ]
                losses, each = zip(*found)
                means = [np.mean(g, axis=0) for g in zip(*each)]
                session.run(train_op, dict(zip(fed, means)))
                after = session.run(variables)
                steps.append([np.stack(losses)] + means + after)
    names = ["losses", "g1", "g2", "w1", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
