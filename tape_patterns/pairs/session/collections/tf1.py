"""Collections in TF1: what the graph gathers while it is built."""

import numpy as np
import tensorflow.compat.v1 as tf


def decay(w):
    """Return the penalty of a weight."""
    return 0.03 * tf.nn.l2_loss(w)


def network(x, scope, weights):
    """Apply two layers, and let the graph keep what they make."""
    with tf.variable_scope(scope, use_resource=True):
        for n, w in enumerate(weights):
            w = tf.get_variable(
                "w%d" % n, initializer=w, regularizer=decay
            )
            x = tf.tanh(tf.matmul(x, w))
            tf.add_to_collection("activations", x)
    return x


def run(states, next_states, rewards, q, q_target, learning_rate):
    """Learn from one batch of transitions at each step."""
    with tf.Graph().as_default():
        dtype, width = states[0].dtype, states[0].shape[1]
        state = tf.placeholder(dtype, [None, width])
        next_state = tf.placeholder(dtype, [None, width])
        reward = tf.placeholder(dtype, [None, 1])
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        # --8<-- [start:pattern]
        q_next = network(next_state, "q_target", q_target)
        target = tf.stop_gradient(reward + 0.9 * q_next)
        error = network(state, "q", q) - target

        keys = tf.GraphKeys
        q_vars = tf.get_collection(keys.TRAINABLE_VARIABLES, "q/")
        penalties = tf.get_collection(keys.REGULARIZATION_LOSSES, "q/")
        penalty = tf.add_n(penalties)
        loss = tf.reduce_mean(tf.square(error)) + penalty
        train_op = optimizer.minimize(loss, var_list=q_vars)
        activations = tf.get_collection("activations", "q/")
        activity = [tf.reduce_mean(tf.abs(a)) for a in activations]
        # --8<-- [end:pattern]
        both = q_vars + tf.trainable_variables("q_target/")
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch in zip(states, next_states, rewards):
                feed = dict(zip((state, next_state, reward), batch))
                before = session.run(
                    [loss, penalty, activity, train_op], feed
                )
                steps.append(before[:3] + session.run(both))
    names = "loss penalty activity w1 w2 target_w1 target_w2".split()
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
