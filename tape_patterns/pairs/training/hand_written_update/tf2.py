"""Adam by hand in TF2: the same lines, in the order they run."""

import numpy as np
import tensorflow as tf


def loss_of(x, y, weights):
    """Return the squared error of a network."""
    w1, w2 = weights
    error = tf.matmul(tf.tanh(tf.matmul(x, w1)), w2) - y
    return tf.reduce_mean(tf.square(error))


def run(x, y, weights, rate, betas, epsilon):
    """Train on one batch at each step."""
    batches = list(zip(tf.constant(x), tf.constant(y)))
    beta1, beta2 = betas
    zeros = [np.zeros_like(w) for w in weights]
    t = tf.Variable(np.ones((), x.dtype))
    weights, means, squares = (
        [tf.Variable(value) for value in values]
        for values in (weights, zeros, zeros)
    )

    # --8<-- [start:pattern]
    @tf.function
    def train_step(x, y):
        with tf.GradientTape() as tape:
            loss = loss_of(x, y, weights)
        gradients = tape.gradient(loss, weights)
        for w, g, m, v in zip(weights, gradients, means, squares):
            m.assign(beta1 * m + (1 - beta1) * g)
            v.assign(beta2 * v + (1 - beta2) * tf.square(g))
            m_hat = m / (1 - beta1**t)
            v_hat = v / (1 - beta2**t)
            w.assign_sub(rate * m_hat / tf.sqrt(v_hat + epsilon))
        t.assign_add(1)
        return loss

    # --8<-- [end:pattern]

    steps = []
    for batch in batches:
        outputs = [train_step(*batch), *weights, *means, *squares]
        steps.append([output.numpy() for output in outputs])
    names = ["loss", "w1", "w2", "m1", "m2", "v1", "v2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
