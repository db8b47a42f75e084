"""Several targets in TF2: a list of ``output_gradients``, no None."""

import numpy as np
import tensorflow as tf


def run(states, actions, returns, weights, learning_rate):
    """Update an actor and a critic that share their first layer."""
    variables = [tf.Variable(weight) for weight in weights]
    w, w_policy, w_value = variables
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)

    @tf.function
    def update(state, action, return_):
        with tf.GradientTape() as tape:
            hidden = tf.tanh(tf.matmul(state, w))
            logits = tf.matmul(hidden, w_policy)
            log_p = tf.nn.log_softmax(logits)
            taken = tf.one_hot(
                action, w_policy.shape[1], dtype=logits.dtype
            )
            log_p_taken = tf.reduce_sum(taken * log_p, axis=1)
            neg_entropy = 0.1 * tf.reduce_sum(
                tf.nn.softmax(logits) * log_p, axis=1
            )
            value = tf.matmul(hidden, w_value)
        error = value - return_
        gradients = tape.gradient(
            [log_p_taken, neg_entropy, value],
            variables,
            output_gradients=[
                error[:, 0],
                tf.ones_like(neg_entropy),
                error,
            ],
        )
        optimizer.apply_gradients(zip(gradients, variables))
        return log_p_taken, neg_entropy, error, *gradients

    steps = []
    for batch in zip(*map(tf.constant, (states, actions, returns))):
        outputs = [*update(*batch), *variables]
        steps.append([output.numpy() for output in outputs])
    names = ["log_p_taken", "neg_entropy", "error"]
    names += ["dw", "dw_policy", "dw_value"]
    names += ["w", "w_policy", "w_value"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
