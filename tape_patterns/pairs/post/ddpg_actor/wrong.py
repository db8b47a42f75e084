"""What people write for the DDPG actor, and what it gives."""

import numpy as np
import tensorflow as tf


def network(x, weights, output):
    """Apply one hidden layer of ReLUs and an output layer."""
    w1, b1, w2, b2 = weights
    return output(tf.matmul(tf.nn.relu(tf.matmul(x, w1) + b1), w2) + b2)


# --8<-- [start:mean_q]
def mean_q(states, actor, critic, learning_rate):
    """Takes the mean of Q, where the seeded gradients were summed."""
    actor = [tf.Variable(weights) for weights in actor]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(actor)

    @tf.function
    def update_actor(state):
        with tf.GradientTape() as tape:
            action = network(state, actor, tf.tanh)
            both = tf.concat([state, action], axis=1)
            q = network(both, critic, tf.identity)
            loss = -tf.reduce_mean(q)
        *actor_gradients, loss_gradient = tape.gradient(
            loss, [*actor, action]
        )
        optimizer.apply_gradients(zip(actor_gradients, actor))
        return q, -loss_gradient

    steps = []
    for state in tf.constant(states):
        outputs = [*update_actor(state), *actor]
        steps.append([output.numpy() for output in outputs])
    names = ["q", "action_gradients", "w1", "b1", "w2", "b2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}


# --8<-- [end:mean_q]
# --8<-- [start:lost_minus]
def lost_minus(states, actor, critic, learning_rate):
    """Seeds with +dQ/da: descends on Q, where it should climb."""
    actor = [tf.Variable(weights) for weights in actor]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(actor)

    @tf.function
    def update_actor(state):
        with tf.GradientTape() as actor_tape:
            action = network(state, actor, tf.tanh)
        with tf.GradientTape() as critic_tape:
            critic_tape.watch(action)
            both = tf.concat([state, action], axis=1)
            q = network(both, critic, tf.identity)
        action_gradients = critic_tape.gradient(q, action)
        actor_gradients = actor_tape.gradient(
            action, actor, output_gradients=action_gradients
        )
        optimizer.apply_gradients(zip(actor_gradients, actor))
        return q, action_gradients

    steps = []
    for state in tf.constant(states):
        outputs = [*update_actor(state), *actor]
        steps.append([output.numpy() for output in outputs])
    names = ["q", "action_gradients", "w1", "b1", "w2", "b2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}


# --8<-- [end:lost_minus]
# --8<-- [start:critic_without_action]
def critic_without_action(states, actor, critic, learning_rate):
    """Feeds the critic a copy of the action that no tape watches."""
    actor = [tf.Variable(weights) for weights in actor]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(actor)

    @tf.function
    def update_actor(state):
        with tf.GradientTape() as actor_tape:
            action = network(state, actor, tf.tanh)
        with tf.GradientTape() as critic_tape:
            copied = tf.stop_gradient(action)
            both = tf.concat([state, copied], axis=1)
            q = network(both, critic, tf.identity)
        action_gradients = critic_tape.gradient(q, action)
        actor_gradients = actor_tape.gradient(
            action, actor, output_gradients=-action_gradients
        )
        optimizer.apply_gradients(zip(actor_gradients, actor))
        return q, action_gradients

    steps = []
    for state in tf.constant(states):
        outputs = [*update_actor(state), *actor]
        steps.append([output.numpy() for output in outputs])
    names = ["q", "action_gradients", "w1", "b1", "w2", "b2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}


# --8<-- [end:critic_without_action]
