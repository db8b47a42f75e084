"""Three gradients of one forward pass in TF2: a persistent tape."""

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


def run(states, actions, returns, weights, limit, learning_rate):
    """Clip the gradient of each loss, then descend on their sum."""
    variables = [tf.Variable(w) for w in weights]
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)

    @tf.function
    def train_step(*batch):
        with tf.GradientTape(persistent=True) as tape:
            losses = losses_of(variables, *batch)
        actor, critic, entropy = (
            tape.gradient(loss, variables) for loss in losses
        )
        actor, actor_norm = tf.clip_by_global_norm(actor, limit)
        critic, critic_norm = tf.clip_by_global_norm(critic, limit)
        total = [tf.add_n(g) for g in zip(actor, critic, entropy)]
        optimizer.apply_gradients(zip(total, variables))
        return losses, (actor_norm, critic_norm)

    # --8<-- [end:pattern]

    steps = []
    for batch in zip(*map(tf.constant, (states, actions, returns))):
        steps.append([*train_step(*batch), *variables])
        steps[-1] = [np.array(output) for output in steps[-1]]
    names = ["losses", "norms", "trunk", "head"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
