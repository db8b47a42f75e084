"""Q-learning in TF1: ``tf.stop_gradient`` around the target."""

import numpy as np
import tensorflow.compat.v1 as tf


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
    with tf.Graph().as_default():
        placeholders = [
            tf.placeholder(array.dtype, (None,) + array.shape[2:])
            for array in transitions
        ]
        state, action, reward, next_state, on = placeholders
        variables = [tf.Variable(w, use_resource=True) for w in weights]
        # --8<-- [start:pattern]
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        q_next = best(next_state, variables)
        target = tf.stop_gradient(
            reward + discount * on * q_next, name="target"
        )
        error = taken(state, action, variables) - target
        loss = tf.reduce_mean(tf.square(error))
        gradients = tf.gradients(loss, variables)
        train_op = optimizer.apply_gradients(zip(gradients, variables))
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch in zip(*transitions):
                feed = dict(zip(placeholders, batch))
                before = session.run([target, loss] + gradients, feed)
                session.run(train_op, feed)
                steps.append(before + session.run(variables))
    names = "target loss dw1 db1 dw2 w1 b1 w2".split()
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
