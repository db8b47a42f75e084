"""SciPy's L-BFGS in TF1: ``ScipyOptimizerInterface``."""

import numpy as np
import tensorflow as tf


def loss_of(x, y, weights):
    """Return the squared error of a network, and a penalty."""
    w1, w2 = weights
    error = tf.matmul(tf.tanh(tf.matmul(x, w1)), w2) - y
    squares = [tf.reduce_sum(tf.square(w)) for w in weights]
    return tf.reduce_mean(tf.square(error)) + 0.1 * sum(squares)


def run(x, y, weights, bound, maxiter, gtol):
    """Minimize the loss; no weight passes ``bound``."""
    values = x, y
    options = {"maxiter": maxiter, "gtol": gtol}
    with tf.Graph().as_default():
        x = tf.placeholder(x.dtype, x.shape)
        y = tf.placeholder(y.dtype, y.shape)
        feed_dict = dict(zip((x, y), values))
        weights = [tf.Variable(w) for w in weights]
        loss = loss_of(x, y, weights)
        evaluations, iterates = [], []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            # --8<-- [start:pattern]
            optimizer = tf.contrib.opt.ScipyOptimizerInterface(
                loss,
                var_list=weights,
                var_to_bounds=dict.fromkeys(weights, (-bound, bound)),
                method="L-BFGS-B",
                options=options,
            )
            optimizer.minimize(
                session,
                feed_dict=feed_dict,
                fetches=[loss],
                loss_callback=evaluations.append,
                step_callback=iterates.append,
            )
            # --8<-- [end:pattern]
            w1, w2 = session.run(weights)
            after = session.run(loss, feed_dict)
    return {
        "w1": w1,
        "w2": w2,
        "loss": after,
        "iterates": np.array(iterates, w1.dtype),
        "evaluations": np.array(len(evaluations)),
    }
