"""SciPy's L-BFGS in TF2: one function gives loss and gradient."""

import numpy as np
import scipy.optimize
import tensorflow as tf


def loss_of(x, y, weights):
    """Return the squared error of a network, and a penalty."""
    w1, w2 = weights
    error = tf.matmul(tf.tanh(tf.matmul(x, w1)), w2) - y
    squares = [tf.reduce_sum(tf.square(w)) for w in weights]
    return tf.reduce_mean(tf.square(error)) + 0.1 * sum(squares)


def run(x, y, weights, bound, maxiter, gtol):
    """Minimize the loss; no weight passes ``bound``."""
    x, y = tf.constant(x), tf.constant(y)
    weights = [tf.Variable(w) for w in weights]
    start = np.concatenate([np.ravel(w.numpy()) for w in weights])
    bounds = [(-bound, bound)] * start.size
    options = {"maxiter": maxiter, "gtol": gtol}
    iterates = []

    def assign(flat):
        """Write a flat vector into the weights."""
        parts = tf.split(flat, [tf.size(w) for w in weights])
        for w, part in zip(weights, parts):
            w.assign(tf.reshape(tf.cast(part, w.dtype), w.shape))

    # --8<-- [start:pattern]
    @tf.function
    def value_and_gradient(flat):
        assign(flat)
        with tf.GradientTape() as tape:
            loss = loss_of(x, y, weights)
        parts = tape.gradient(loss, weights)
        flat = tf.concat([tf.reshape(g, [-1]) for g in parts], 0)
        return loss, tf.cast(flat, tf.float64)

    settings = {"callback": iterates.append, "options": options}
    settings.update(method="L-BFGS-B", bounds=bounds, jac=True)
    result = scipy.optimize.minimize(
        value_and_gradient, start, **settings
    )
    assign(result.x)
    # --8<-- [end:pattern]
    w1, w2 = (w.numpy() for w in weights)
    return {
        "w1": w1,
        "w2": w2,
        "loss": loss_of(x, y, weights).numpy(),
        "iterates": np.array(iterates, w1.dtype),
        "evaluations": np.array(result.nfev),
    }
