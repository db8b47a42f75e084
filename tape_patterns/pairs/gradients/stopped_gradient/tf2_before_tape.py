"""Q-learning in TF2: the target is computed before the tape opens."""

import numpy as np
import tensorflow as tf


def q_values(state, variables):
    """Return the value of each action."""
    w1, b1, w2 = variables
    return tf.matmul(tf.nn.relu(tf.matmul(state, w1) + b1), w2)


def run(transitions, weights, discount, learning_rate):
    """Learn from one batch of transitions at each step."""
    variables = [tf.Variable(weight) for weight in weights]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)

    @tf.function
    def train_step(state, action, reward, next_state, on):
        q_next = tf.reduce_max(q_values(next_state, variables), axis=1)
        target = reward + discount * on * q_next
        with tf.GradientTape() as tape:
            q = q_values(state, variables)
            taken = tf.one_hot(action, q.shape[1], dtype=q.dtype)
            error = tf.reduce_sum(taken * q, axis=1) - target
            loss = tf.reduce_mean(tf.square(error))
        gradients = tape.gradient(loss, variables)
        optimizer.apply_gradients(zip(gradients, variables))
        return target, loss, *gradients

    steps = []
    for batch in zip(*map(tf.constant, transitions)):
        outputs = [*train_step(*batch), *variables]
        steps.append([output.numpy() for output in outputs])
    names = "target loss dw1 db1 dw2 w1 b1 w2".split()
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
