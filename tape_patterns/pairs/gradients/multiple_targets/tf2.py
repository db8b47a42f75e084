"""Several targets in TF2: a list of ``output_gradients``, no None."""

import numpy as np
import tensorflow as tf


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
    params = [tf.Variable(weight) for weight in weights]
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(params)

    @tf.function
    def update(state, action, return_):
        with tf.GradientTape() as tape:
            log_p, neg_entropy, value = heads(state, action, params)
        error = value - return_
        ones = tf.ones_like(neg_entropy)
        gradients = tape.gradient(
            [log_p, neg_entropy, value],
            params,
            output_gradients=[error[:, 0], ones, error],
        )
        optimizer.apply_gradients(zip(gradients, params))
        return log_p, neg_entropy, error, *gradients

    # --8<-- [end:pattern]

    steps = []
    for batch in zip(*map(tf.constant, (states, actions, returns))):
        outputs = [*update(*batch), *params]
        steps.append([output.numpy() for output in outputs])
    names = ["log_p_taken", "neg_entropy", "error"]
    names += ["dw", "dw_policy", "dw_value"]
    names += ["w", "w_policy", "w_value"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
