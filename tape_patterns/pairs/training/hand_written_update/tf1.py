"""Adam by hand in TF1: an op for each assignment."""

import numpy as np
import tensorflow.compat.v1 as tf


def loss_of(x, y, weights):
    """Return the squared error of a network."""
    w1, w2 = weights
    error = tf.matmul(tf.tanh(tf.matmul(x, w1)), w2) - y
    return tf.reduce_mean(tf.square(error))


def run(x, y, weights, rate, betas, epsilon):
    """Train on one batch at each step."""
    batches = list(zip(x, y))
    beta1, beta2 = betas
    with tf.Graph().as_default():
        x = tf.placeholder(x.dtype, [None, x.shape[2]])
        y = tf.placeholder(y.dtype, [None, 1])
        zeros = [np.zeros_like(w) for w in weights]
        t = tf.Variable(
            np.ones((), weights[0].dtype), use_resource=True
        )
        weights, means, squares = (
            [tf.Variable(value, use_resource=True) for value in values]
            for values in (weights, zeros, zeros)
        )
        loss = loss_of(x, y, weights)
        # --8<-- [start:pattern]
        updates = []
        gradients = tf.gradients(loss, weights)
        for w, g, m, v in zip(weights, gradients, means, squares):
            new_m = beta1 * m + (1 - beta1) * g
            new_v = beta2 * v + (1 - beta2) * tf.square(g)
            m_hat = new_m / (1 - beta1**t)
            v_hat = new_v / (1 - beta2**t)
            change = rate * m_hat / tf.sqrt(v_hat + epsilon)
            updates += [tf.assign(m, new_m), tf.assign(v, new_v)]
            updates += [tf.assign_sub(w, change)]
        with tf.control_dependencies(updates):
            train_op = tf.assign_add(t, 1)
        # --8<-- [end:pattern]
        after = weights + means + squares
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch in batches:
                feed = dict(zip((x, y), batch))
                first = session.run(loss, feed)
                session.run(train_op, feed)
                steps.append([first] + session.run(after))
    names = ["loss", "w1", "w2", "m1", "m2", "v1", "v2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
