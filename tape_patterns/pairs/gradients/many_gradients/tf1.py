"""Three gradients of one graph in TF1: ``tf.gradients`` each."""

import numpy as np
import tensorflow.compat.v1 as tf


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
    with tf.Graph().as_default():
        batches = (states, actions, returns)
        batch = [tf.placeholder(b.dtype, b.shape[1:]) for b in batches]
        variables = [tf.Variable(w, use_resource=True) for w in weights]
        # --8<-- [start:pattern]
        losses = losses_of(variables, *batch)
        actor, critic, entropy = (
            tf.gradients(loss, variables) for loss in losses
        )
        actor, actor_norm = tf.clip_by_global_norm(actor, limit)
        critic, critic_norm = tf.clip_by_global_norm(critic, limit)
        total = [tf.add_n(g) for g in zip(actor, critic, entropy)]
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        train_op = optimizer.apply_gradients(zip(total, variables))
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for step in zip(*batches):
                found = session.run(
                    (losses, (actor_norm, critic_norm), train_op),
                    dict(zip(batch, step)),
                )
                steps.append([*found[:2], *session.run(variables)])
    names = ["losses", "norms", "trunk", "head"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
