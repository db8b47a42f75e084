"""What people write for a stopped target, and what it gives."""

import numpy as np
import tensorflow as tf


def q_values(state, variables):
    """Return the value of each action."""
    w1, b1, w2 = variables
    return tf.matmul(tf.nn.relu(tf.matmul(state, w1) + b1), w2)


def best(state, variables):
    """Return the value of the best action."""
    return tf.reduce_max(q_values(state, variables), axis=1)


def train(differentiate, batches, weights, learning_rate):
    """Update once on each batch with what ``differentiate`` returns."""
    variables = [tf.Variable(weight) for weight in weights]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)

    @tf.function
    def train_step(*batch):
        target, loss, gradients = differentiate(*batch, variables)
        optimizer.apply_gradients(zip(gradients, variables))
        return target, loss, *gradients

    steps = []
    for batch in zip(*map(tf.constant, batches)):
        outputs = [*train_step(*batch), *variables]
        steps.append([output.numpy() for output in outputs])
    names = "target loss dw1 db1 dw2 w1 b1 w2".split()
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}


# --8<-- [start:target_on_tape]
def target_on_tape(transitions, weights, discount, learning_rate):
    """Leaves ``tf.stop_gradient`` out: the target learns as well."""

    def differentiate(state, action, reward, next_state, on, variables):
        with tf.GradientTape() as tape:
            target = reward + discount * on * best(
                next_state, variables
            )
            q = q_values(state, variables)
            taken = tf.one_hot(action, q.shape[1], dtype=q.dtype)
            error = tf.reduce_sum(taken * q, axis=1) - target
            loss = tf.reduce_mean(tf.square(error))
        return target, loss, tape.gradient(loss, variables)

    return train(differentiate, transitions, weights, learning_rate)


# --8<-- [end:target_on_tape]
# --8<-- [start:stopped_error]
def stopped_error(transitions, weights, discount, learning_rate):
    """Stops the whole error: no path to the weights is left."""

    def differentiate(state, action, reward, next_state, on, variables):
        with tf.GradientTape() as tape:
            target = reward + discount * on * best(
                next_state, variables
            )
            q = q_values(state, variables)
            taken = tf.one_hot(action, q.shape[1], dtype=q.dtype)
            error = tf.reduce_sum(taken * q, axis=1) - target
            loss = tf.reduce_mean(tf.square(tf.stop_gradient(error)))
        return target, loss, tape.gradient(loss, variables)

    return train(differentiate, transitions, weights, learning_rate)


# --8<-- [end:stopped_error]
# --8<-- [start:unused_result]
def unused_result(transitions, weights, discount, learning_rate):
    """Calls it as if it marked the tensor: its result is not used."""

    def differentiate(state, action, reward, next_state, on, variables):
        with tf.GradientTape() as tape:
            target = reward + discount * on * best(
                next_state, variables
            )
            tf.stop_gradient(target)
            q = q_values(state, variables)
            taken = tf.one_hot(action, q.shape[1], dtype=q.dtype)
            error = tf.reduce_sum(taken * q, axis=1) - target
            loss = tf.reduce_mean(tf.square(error))
        return target, loss, tape.gradient(loss, variables)

    return train(differentiate, transitions, weights, learning_rate)


# --8<-- [end:unused_result]
# --8<-- [start:by_numpy]
def by_numpy(transitions, weights, discount, learning_rate):
    """Cuts with ``.numpy()``: in ``tf.function`` there is no array."""

    def differentiate(state, action, reward, next_state, on, variables):
        with tf.GradientTape() as tape:
            target = reward + discount * on * best(
                next_state, variables
            )
            q = q_values(state, variables)
            taken = tf.one_hot(action, q.shape[1], dtype=q.dtype)
            error = tf.reduce_sum(taken * q, axis=1) - target.numpy()
            loss = tf.reduce_mean(tf.square(error))
        return target, loss, tape.gradient(loss, variables)

    return train(differentiate, transitions, weights, learning_rate)


# --8<-- [end:by_numpy]
# --8<-- [start:computed_once]
def computed_once(transitions, weights, discount, learning_rate):
    """Computes all targets up front, with the weights of the start."""
    states, actions, rewards, next_states, goes_on = transitions
    first = [tf.constant(weight) for weight in weights]
    targets = [
        r + discount * on * best(s, first)
        for r, s, on in zip(rewards, next_states, goes_on)
    ]

    def differentiate(state, action, target, variables):
        with tf.GradientTape() as tape:
            q = q_values(state, variables)
            taken = tf.one_hot(action, q.shape[1], dtype=q.dtype)
            error = tf.reduce_sum(taken * q, axis=1) - target
            loss = tf.reduce_mean(tf.square(error))
        return target, loss, tape.gradient(loss, variables)

    batches = states, actions, tf.stack(targets)
    return train(differentiate, batches, weights, learning_rate)


# --8<-- [end:computed_once]
