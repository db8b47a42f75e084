"""What people write for a list of ``grad_ys``, and what it gives."""

import numpy as np
import tensorflow as tf


def forward(state, action, variables):
    """Return the targets: log p taken, minus the entropy, value."""
    w, w_policy, w_value = variables
    hidden = tf.tanh(tf.matmul(state, w))
    logits = tf.matmul(hidden, w_policy)
    log_p = tf.nn.log_softmax(logits)
    taken = tf.one_hot(action, w_policy.shape[1], dtype=logits.dtype)
    log_p_taken = tf.reduce_sum(taken * log_p, axis=1)
    neg_entropy = 0.1 * tf.reduce_sum(
        tf.nn.softmax(logits) * log_p, axis=1
    )
    return log_p_taken, neg_entropy, tf.matmul(hidden, w_value)


def train(differentiate, batches, weights, learning_rate):
    """Update once on each batch with what ``differentiate`` returns."""
    variables = [tf.Variable(weight) for weight in weights]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)
    steps = []
    for batch in zip(*map(tf.constant, batches)):
        error, gradients = differentiate(*batch, variables)
        optimizer.apply_gradients(zip(gradients, variables))
        outputs = [error, *gradients, *variables]
        steps.append([output.numpy() for output in outputs])
    names = ["error", "dw", "dw_policy", "dw_value"]
    names += ["w", "w_policy", "w_value"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}


# --8<-- [start:kept_none]
def kept_none(states, actions, returns, weights, learning_rate):
    """Keeps the None: the tape hands it on as if it were a tensor."""

    def differentiate(state, action, return_, variables):
        with tf.GradientTape() as tape:
            targets = forward(state, action, variables)
            value = targets[-1]
        error = value - return_
        seeds = (error[:, 0], None, error)
        return error, tape.gradient(targets, variables, seeds)

    batches = states, actions, returns
    return train(differentiate, batches, weights, learning_rate)


# --8<-- [end:kept_none]
# --8<-- [start:zeros_for_none]
def zeros_for_none(states, actions, returns, weights, learning_rate):
    """Reads the None as "no gradient": the entropy has no part now."""

    def differentiate(state, action, return_, variables):
        with tf.GradientTape() as tape:
            targets = forward(state, action, variables)
            _, neg_entropy, value = targets
        error = value - return_
        seeds = (error[:, 0], tf.zeros_like(neg_entropy), error)
        return error, tape.gradient(targets, variables, seeds)

    batches = states, actions, returns
    return train(differentiate, batches, weights, learning_rate)


# --8<-- [end:zeros_for_none]
# --8<-- [start:nested_lists]
def nested_lists(states, actions, returns, weights, learning_rate):
    """Seeds with lists of numbers: each number becomes one seed."""

    def differentiate(state, action, return_, variables):
        with tf.GradientTape() as tape:
            targets = forward(state, action, variables)
            value = targets[-1]
        error = value - return_
        first = error[:, 0].numpy().tolist()
        seeds = [first, [1.0] * len(first), error.numpy().tolist()]
        return error, tape.gradient(targets, variables, seeds)

    batches = states, actions, returns
    return train(differentiate, batches, weights, learning_rate)


# --8<-- [end:nested_lists]
# --8<-- [start:added_targets]
def added_targets(states, actions, returns, weights, learning_rate):
    """Adds [batch] to [batch, 1]: the sum is [batch, batch]."""

    def differentiate(state, action, return_, variables):
        with tf.GradientTape() as tape:
            targets = forward(state, action, variables)
            log_p_taken, neg_entropy, value = targets
            error = tf.stop_gradient(value - return_)
            loss = (
                error[:, 0] * log_p_taken + neg_entropy + error * value
            )
        return error, tape.gradient(loss, variables)

    batches = states, actions, returns
    return train(differentiate, batches, weights, learning_rate)


# --8<-- [end:added_targets]
