"""A target network in TF1: ``tf.assign`` after the train op."""

import numpy as np
import tensorflow.compat.v1 as tf


def value(state, variables):
    """Return the value of each state."""
    w1, w2 = variables
    return tf.matmul(tf.tanh(tf.matmul(state, w1)), w2)


def run(states, next_states, rewards, weights, tau, learning_rate):
    """Learn from one batch of transitions at each step."""
    with tf.Graph().as_default():
        dtype, width = states.dtype, states.shape[2]
        state = tf.placeholder(dtype, [None, width])
        next_state = tf.placeholder(dtype, [None, width])
        reward = tf.placeholder(dtype, [None, 1])
        # Without use_resource, the target may get the old weights.
        online, target = (
            [tf.Variable(w, use_resource=True) for w in start]
            for start in (weights, [0 * w for w in weights])
        )
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        # --8<-- [start:pattern]
        both = list(zip(online, target))
        hard_update = tf.group(*[tf.assign(t, w) for w, t in both])

        goal = reward + 0.9 * value(next_state, target)
        error = value(state, online) - goal
        loss = tf.reduce_mean(tf.square(error))
        train_op = optimizer.minimize(loss, var_list=online)
        with tf.control_dependencies([train_op]):
            soft_update = tf.group(
                *[
                    tf.assign(t, tau * w + (1.0 - tau) * t)
                    for w, t in both
                ]
            )
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            session.run(hard_update)
            for batch in zip(states, next_states, rewards):
                feed = dict(zip((state, next_state, reward), batch))
                before, _ = session.run([loss, soft_update], feed)
                steps.append([before] + session.run(online + target))
    names = ["loss", "w1", "w2", "target_w1", "target_w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
