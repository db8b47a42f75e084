"""The DDPG actor update in TF1: ``grad_ys`` is minus dQ/da."""

import numpy as np
import tensorflow.compat.v1 as tf


def network(x, weights, output):
    """Apply one hidden layer of ReLUs and an output layer."""
    w1, b1, w2, b2 = weights
    return output(tf.matmul(tf.nn.relu(tf.matmul(x, w1) + b1), w2) + b2)


def run(states, actor, critic, learning_rate):
    """Update the actor once on each batch of ``states``."""
    with tf.Graph().as_default():
        state = tf.placeholder(states.dtype, [None, states.shape[2]])
        # Without use_resource, TensorFlow 1.15 updates w2 and b2 before
        # the gradients of w1 and b1 have read them.
        actor_vars = [tf.Variable(w, use_resource=True) for w in actor]
        action = network(state, actor_vars, tf.tanh)
        both = tf.concat([state, action], axis=1)
        q = network(both, critic, tf.identity)
        # --8<-- [start:pattern]
        action_gradients = tf.gradients(q, action)[0]
        actor_gradients = tf.gradients(
            action, actor_vars, -action_gradients
        )
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        train_op = optimizer.apply_gradients(
            zip(actor_gradients, actor_vars)
        )
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch in states:
                feed = {state: batch}
                before = session.run([q, action_gradients], feed)
                session.run(train_op, feed)
                steps.append(before + session.run(actor_vars))
    names = ["q", "action_gradients", "w1", "b1", "w2", "b2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
