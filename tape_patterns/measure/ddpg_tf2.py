"""The port of ``ddpg_tf1``, which records itself too."""

import os
import tempfile

import numpy as np
import tensorflow as tf

from tape_patterns.optimizers import Adam
from tape_patterns.recorder.tape_recorder import Recorder

RATE, DISCOUNT, TAU = 2.0**-7, 0.9375, 2.0**-5


def network(x, weights, output):
    """Apply one hidden layer of ReLUs and an output layer."""
    w1, b1, w2, b2 = weights
    return output(tf.matmul(tf.nn.relu(tf.matmul(x, w1) + b1), w2) + b2)


def variables_of(scope, weights):
    """Return the variables of a network, named as in TF1."""
    names = ("w1", "b1", "w2", "b2")
    return [
        tf.Variable(value, name=f"{scope}/{name}")
        for name, value in zip(names, weights, strict=True)
    ]


def run(states, actions, rewards, next_states, actor, critic, reduce=tf.reduce_sum):
    """Update critic and actor once on each batch; return the recording's bytes.

    Args:
        states: see ``ddpg_tf1``.
        actions: likewise.
        rewards: likewise.
        next_states: likewise.
        actor: the first weights, in this order: w1, b1, w2, b2.
        critic: likewise.
        reduce: what makes one number of the critic's values; ``tf.reduce_mean`` is
            the mistake.
    """
    file = os.path.join(tempfile.mkdtemp(), "new.npz")
    actor_vars = variables_of("actor", actor)
    critic_vars = variables_of("critic", critic)
    target_actor = variables_of("target_actor", actor)
    target_critic = variables_of("target_critic", critic)
    # --8<-- [start:watch]
    recorder = Recorder(file)
    critic_optimizer, actor_optimizer = Adam(RATE), Adam(RATE)
    recorder.watch(critic_optimizer, "critic")
    recorder.watch(actor_optimizer, "actor")
    # --8<-- [end:watch]

    def value(states, actions, weights):
        return network(tf.concat([states, actions], 1), weights, tf.identity)

    @tf.function
    def train_critic(state, action, reward, next_state):
        next_action = network(next_state, target_actor, tf.tanh)
        target = reward + DISCOUNT * value(next_state, next_action, target_critic)
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(target - value(state, action, critic_vars)))
        gradients = tape.gradient(loss, critic_vars)
        critic_optimizer.apply_gradients(zip(gradients, critic_vars, strict=True))

    # --8<-- [start:actor]
    @tf.function
    def train_actor(state):
        with tf.GradientTape() as tape:
            action = network(state, actor_vars, tf.tanh)
            loss = -reduce(value(state, action, critic_vars))
        gradients = tape.gradient(loss, actor_vars)
        actor_optimizer.apply_gradients(zip(gradients, actor_vars, strict=True))

    # --8<-- [end:actor]

    @tf.function
    def follow():
        news = actor_vars + critic_vars
        for old, new in zip(target_actor + target_critic, news, strict=True):
            old.assign(TAU * new + (1 - TAU) * old)

    for s, a, r, n in zip(states, actions, rewards, next_states, strict=True):
        recorder.add(inputs={"states": s, "actions": a})
        train_critic(*map(tf.constant, (s, a, r, n)))
        train_actor(tf.constant(s))
        follow()
    recorder.close()
    with open(file, "rb") as stream:
        return {"recording": np.frombuffer(stream.read(), np.uint8)}
