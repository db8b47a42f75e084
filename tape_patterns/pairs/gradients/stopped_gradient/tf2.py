"""Q-learning in TF2: ``tf.stop_gradient`` around the target."""

import numpy as np
import tensorflow as tf


def q_values(state, variables):
    """Return the value of each action."""
    w1, b1, w2 = variables
    return tf.matmul(tf.nn.relu(tf.matmul(state, w1) + b1), w2)


def best(state, variables):
    """Return the value of the best action."""
    return tf.reduce_max(q_values(state, variables), axis=1)


def taken(state, action, variables):
    """Return the value of the action that was taken."""
    q = q_values(state, variables)
    chosen = tf.one_hot(action, q.shape[1], dtype=q.dtype)
    return tf.reduce_sum(chosen * q, axis=1)


def run(transitions, weights, discount, learning_rate):
    """Learn from one batch of transitions at each step."""
    variables = [tf.Variable(weight) for weight in weights]
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)

    @tf.function
    def train_step(state, action, reward, next_state, on):
        with tf.GradientTape() as tape:
            q_next = best(next_state, variables)
            target = tf.stop_gradient(
                reward + discount * on * q_next, name="target"
            )
            error = taken(state, action, variables) - target
            loss = tf.reduce_mean(tf.square(error))
        gradients = tape.gradient(loss, variables)
        optimizer.apply_gradients(zip(gradients, variables))
        return target, loss, *gradients

    # --8<-- [end:pattern]

    steps = []
    for batch in zip(*map(tf.constant, transitions)):
        outputs = [*train_step(*batch), *variables]
        steps.append([output.numpy() for output in outputs])
    names = "target loss dw1 db1 dw2 w1 b1 w2".split()
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
