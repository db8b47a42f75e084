"""Collections in TF2: lists, made where they are used."""

import numpy as np
import tensorflow as tf


def decay(w):
    """Return the penalty of a weight."""
    return 0.03 * tf.nn.l2_loss(w)


def network(x, variables, activations):
    """Apply two layers, and add what they make to ``activations``."""
    for w in variables:
        x = tf.tanh(tf.matmul(x, w))
        activations.append(x)
    return x


def run(states, next_states, rewards, q, q_target, learning_rate):
    """Learn from one batch of transitions at each step."""
    q_vars = [tf.Variable(w) for w in q]
    target_vars = [tf.Variable(w) for w in q_target]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(q_vars)

    # --8<-- [start:pattern]
    @tf.function
    def train_step(state, next_state, reward):
        q_next = network(next_state, target_vars, [])
        target = reward + 0.9 * q_next
        with tf.GradientTape() as tape:
            activations = []
            error = network(state, q_vars, activations) - target
            penalty = tf.add_n([decay(w) for w in q_vars])
            loss = tf.reduce_mean(tf.square(error)) + penalty
        gradients = tape.gradient(loss, q_vars)
        optimizer.apply_gradients(zip(gradients, q_vars))
        activity = [tf.reduce_mean(tf.abs(a)) for a in activations]
        return loss, penalty, tf.stack(activity)

    # --8<-- [end:pattern]

    steps = []
    for batch in zip(states, next_states, rewards):
        outputs = [*train_step(*batch), *q_vars, *target_vars]
        steps.append([output.numpy() for output in outputs])
    names = "loss penalty activity w1 w2 target_w1 target_w2".split()
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
