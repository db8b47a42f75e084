"""Several targets in TF1: a list of ``ys``, a list of ``grad_ys``."""

import numpy as np
import tensorflow.compat.v1 as tf


def heads(state, action, params):
    """Return log p of the action, minus the entropy, and the value."""
    w, w_policy, w_value = params
    hidden = tf.tanh(tf.matmul(state, w))
    logits = tf.matmul(hidden, w_policy)
    log_p = tf.nn.log_softmax(logits)
    taken = tf.one_hot(action, w_policy.shape[1], dtype=logits.dtype)
    neg_entropy = 0.1 * tf.reduce_sum(
        tf.nn.softmax(logits) * log_p, axis=1
    )
    value = tf.matmul(hidden, w_value)
    return tf.reduce_sum(taken * log_p, axis=1), neg_entropy, value


def run(states, actions, returns, weights, learning_rate):
    """Update an actor and a critic that share their first layer."""
    with tf.Graph().as_default():
        state = tf.placeholder(states.dtype, [None, states.shape[2]])
        action = tf.placeholder(tf.int32, [None])
        return_ = tf.placeholder(returns.dtype, [None, 1])
        params = [tf.Variable(w, use_resource=True) for w in weights]
        # --8<-- [start:pattern]
        log_p, neg_entropy, value = heads(state, action, params)
        error = value - return_
        gradients = tf.gradients(
            [log_p, neg_entropy, value],
            params,
            grad_ys=[error[:, 0], None, error],
        )
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        train_op = optimizer.apply_gradients(zip(gradients, params))
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch in zip(states, actions, returns):
                feed = dict(zip((state, action, return_), batch))
                targets = [log_p, neg_entropy, error]
                before = session.run(targets + gradients, feed)
                session.run(train_op, feed)
                steps.append(before + session.run(params))
    names = ["log_p_taken", "neg_entropy", "error"]
    names += ["dw", "dw_policy", "dw_value"]
    names += ["w", "w_policy", "w_value"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
