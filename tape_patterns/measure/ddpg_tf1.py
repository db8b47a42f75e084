"""A DDPG actor-critic in TF1 that records itself; 1.15.5 runs it, in Python 3.7."""

import os
import tempfile

import numpy as np
import tensorflow.compat.v1 as tf

from tape_patterns.recorder.tape_recorder import Recorder

RATE, DISCOUNT, TAU = 2.0**-7, 0.9375, 2.0**-5
"""Numbers that float32 holds: a rounded setting is a difference too."""


def network(x, scope, weights, output):
    """Apply one hidden layer of ReLUs and an output layer."""
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        w1, b1, w2, b2 = (
            tf.get_variable(name, dtype=value.dtype, initializer=value)
            for name, value in zip(("w1", "b1", "w2", "b2"), weights)
        )
    return output(tf.matmul(tf.nn.relu(tf.matmul(x, w1) + b1), w2) + b2)


def run(states, actions, rewards, next_states, actor, critic, resource=True):
    """Update critic and actor once on each batch; return the recording's bytes.

    Args:
        states: recorded transitions, ``[updates, batch, 3]``; the next three likewise.
        actions: what was done.
        rewards: what it brought.
        next_states: where it led.
        actor: the first weights, in this order: w1, b1, w2, b2.
        critic: likewise.
        resource: whether variables are resources; else they are references, TF1's
            default.
    """
    file = os.path.join(tempfile.mkdtemp(), "old.npz")
    # --8<-- [start:first]
    tf.enable_resource_variables()
    # --8<-- [end:first]
    if not resource:
        tf.disable_resource_variables()
    with tf.Graph().as_default():
        dtype = states.dtype
        state = tf.placeholder(dtype, [None, states.shape[2]])
        action = tf.placeholder(dtype, [None, actions.shape[2]])
        target = tf.placeholder(dtype, [None, 1])

        def value(states, actions, scope):
            both = tf.concat([states, actions], axis=1)
            return network(both, scope, critic, tf.identity)

        chosen = network(state, "actor", actor, tf.tanh)
        q = value(state, action, "critic")
        q_of_chosen = value(state, chosen, "critic")
        next_chosen = network(state, "target_actor", actor, tf.tanh)
        next_q = value(state, next_chosen, "target_critic")
        variables = {
            scope: [v for v in tf.trainable_variables() if v.op.name.startswith(scope)]
            for scope in ("actor", "critic", "target_actor", "target_critic")
        }
        # --8<-- [start:watch]
        recorder = Recorder(file)
        critic_optimizer = tf.train.AdamOptimizer(RATE)
        recorder.watch(critic_optimizer, "critic")
        critic_loss = tf.reduce_mean(tf.square(target - q))
        train_critic = critic_optimizer.minimize(
            critic_loss, var_list=variables["critic"]
        )
        action_gradients = tf.gradients(q_of_chosen, chosen)[0]
        actor_gradients = tf.gradients(chosen, variables["actor"], -action_gradients)
        actor_optimizer = tf.train.AdamOptimizer(RATE)
        recorder.watch(actor_optimizer, "actor")
        train_actor = actor_optimizer.apply_gradients(
            zip(actor_gradients, variables["actor"])
        )
        # --8<-- [end:watch]
        pairs = zip(
            variables["target_actor"] + variables["target_critic"],
            variables["actor"] + variables["critic"],
        )
        follow = [old.assign(TAU * new + (1 - TAU) * old) for old, new in pairs]
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for s, a, r, n in zip(states, actions, rewards, next_states):
                recorder.add(inputs={"states": s, "actions": a})
                y = r + DISCOUNT * session.run(next_q, {state: n})
                session.run(train_critic, {state: s, action: a, target: y})
                session.run(train_actor, {state: s})
                session.run(follow)
    recorder.close()
    with open(file, "rb") as stream:
        return {"recording": np.frombuffer(stream.read(), np.uint8)}
