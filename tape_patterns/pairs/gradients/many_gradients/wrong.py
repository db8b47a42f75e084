"""What people write for several gradients, and what it gives."""

import numpy as np
import tensorflow as tf


def losses_of(weights, state, action, return_):
    """Return the losses of actor and critic, and minus the entropy."""
    trunk, head = weights
    outputs = tf.matmul(tf.tanh(tf.matmul(state, trunk)), head)
    log_policy = tf.nn.log_softmax(outputs[:, :-1])
    advantage = return_ - outputs[:, -1]
    chosen = log_policy * tf.one_hot(
        action, log_policy.shape[1], dtype=log_policy.dtype
    )
    log_probability = tf.reduce_sum(chosen, axis=1)
    actor = -log_probability * tf.stop_gradient(advantage)
    entropy = tf.exp(log_policy) * log_policy
    losses = actor, tf.square(advantage), entropy
    return [tf.reduce_sum(loss) for loss in losses]


# --8<-- [start:one_shot_tape]
def one_shot_tape(
    states, actions, returns, weights, max_norm, learning_rate
):
    """Takes three gradients of a tape that is good for one."""
    variables = [tf.Variable(w) for w in weights]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)

    @tf.function
    def train_step(*batch):
        with tf.GradientTape() as tape:
            losses = losses_of(variables, *batch)
        actor, critic, entropy = (
            tape.gradient(loss, variables) for loss in losses
        )
        actor, actor_norm = tf.clip_by_global_norm(actor, max_norm)
        critic, critic_norm = tf.clip_by_global_norm(critic, max_norm)
        total = [tf.add_n(g) for g in zip(actor, critic, entropy)]
        optimizer.apply_gradients(zip(total, variables))
        return losses, (actor_norm, critic_norm)

    steps = []
    for batch in zip(*map(tf.constant, (states, actions, returns))):
        steps.append([*train_step(*batch), *variables])
        steps[-1] = [np.array(output) for output in steps[-1]]
    names = ["losses", "norms", "trunk", "head"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}


# --8<-- [end:one_shot_tape]
# --8<-- [start:clipped_sum]
def clipped_sum(
    states, actions, returns, weights, max_norm, learning_rate
):
    """Passes all losses as one target: that is their sum."""
    variables = [tf.Variable(w) for w in weights]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)

    @tf.function
    def train_step(*batch):
        with tf.GradientTape() as tape:
            losses = losses_of(variables, *batch)
        gradients = tape.gradient(losses, variables)
        gradients, norm = tf.clip_by_global_norm(gradients, max_norm)
        actor_norm = critic_norm = norm
        optimizer.apply_gradients(zip(gradients, variables))
        return losses, (actor_norm, critic_norm)

    steps = []
    for batch in zip(*map(tf.constant, (states, actions, returns))):
        steps.append([*train_step(*batch), *variables])
        steps[-1] = [np.array(output) for output in steps[-1]]
    names = ["losses", "norms", "trunk", "head"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}


# --8<-- [end:clipped_sum]
# --8<-- [start:update_between]
def update_between(
    states, actions, returns, weights, max_norm, learning_rate
):
    """Updates for the actor before it computes the critic's loss."""
    variables = [tf.Variable(w) for w in weights]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)

    @tf.function
    def train_step(*batch):
        with tf.GradientTape(persistent=True) as tape:
            actor_loss, _, entropy_loss = losses_of(variables, *batch)
        actor = tape.gradient(actor_loss, variables)
        entropy = tape.gradient(entropy_loss, variables)
        actor, actor_norm = tf.clip_by_global_norm(actor, max_norm)
        total = [tf.add_n(g) for g in zip(actor, entropy)]
        optimizer.apply_gradients(zip(total, variables))
        with tf.GradientTape() as tape:
            _, critic_loss, _ = losses_of(variables, *batch)
        critic = tape.gradient(critic_loss, variables)
        critic, critic_norm = tf.clip_by_global_norm(critic, max_norm)
        optimizer.apply_gradients(zip(critic, variables))
        losses = [actor_loss, critic_loss, entropy_loss]
        return losses, (actor_norm, critic_norm)

    steps = []
    for batch in zip(*map(tf.constant, (states, actions, returns))):
        steps.append([*train_step(*batch), *variables])
        steps[-1] = [np.array(output) for output in steps[-1]]
    names = ["losses", "norms", "trunk", "head"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}


# --8<-- [end:update_between]
