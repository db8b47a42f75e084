"""A target network in TF2: ``assign`` below ``apply_gradients``."""

import numpy as np
import tensorflow as tf


def value(state, variables):
    """Return the value of each state."""
    w1, w2 = variables
    return tf.matmul(tf.tanh(tf.matmul(state, w1)), w2)


def run(states, next_states, rewards, weights, tau, learning_rate):
    """Learn from one batch of transitions at each step."""
    online = [tf.Variable(w) for w in weights]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(online)

    # --8<-- [start:pattern]
    target = [tf.Variable(w) for w in online]

    @tf.function
    def train_step(state, next_state, reward):
        goal = reward + 0.9 * value(next_state, target)
        with tf.GradientTape() as tape:
            error = value(state, online) - goal
            loss = tf.reduce_mean(tf.square(error))
        gradients = tape.gradient(loss, online)
        optimizer.apply_gradients(zip(gradients, online))
        for w, t in zip(online, target):
            t.assign(tau * w + (1.0 - tau) * t)
        return loss

    # --8<-- [end:pattern]

    steps = []
    for batch in zip(*map(tf.constant, (states, next_states, rewards))):
        outputs = [train_step(*batch), *online, *target]
        steps.append([output.numpy() for output in outputs])
    names = ["loss", "w1", "w2", "target_w1", "target_w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
