"""The DDPG actor update in TF2: two tapes, ``output_gradients``."""

import numpy as np
import tensorflow as tf


def network(x, weights, output):
    """Apply one hidden layer of ReLUs and an output layer."""
    w1, b1, w2, b2 = weights
    return output(tf.matmul(tf.nn.relu(tf.matmul(x, w1) + b1), w2) + b2)


def run(states, actor, critic, learning_rate):
    """Update the actor once on each batch of ``states``."""
    actor = [tf.Variable(weights) for weights in actor]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(actor)

    # --8<-- [start:pattern]
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
            action, actor, output_gradients=-action_gradients
        )
        optimizer.apply_gradients(zip(actor_gradients, actor))
        return q, action_gradients

    # --8<-- [end:pattern]

    steps = []
    for state in tf.constant(states):
        outputs = [*update_actor(state), *actor]
        steps.append([output.numpy() for output in outputs])
    names = ["q", "action_gradients", "w1", "b1", "w2", "b2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
