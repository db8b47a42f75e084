"""Unconnected gradients in TF2: ``None``, or zeros on request."""

import tensorflow as tf


def run(x, targets, trunk, heads, learning_rate, momentum):
    """Train a trunk with two heads, in turn: a step uses one head."""
    trunk = tf.Variable(trunk)
    heads = [tf.Variable(head) for head in heads]
    variables = [trunk, *heads]
    optimizer = tf.keras.optimizers.SGD(learning_rate, momentum)
    optimizer.build(variables)

    def task_loss(batch, target, task):
        hidden = tf.tanh(tf.matmul(batch, trunk))
        error = tf.matmul(hidden, heads[task]) - target
        return tf.reduce_sum(tf.square(error))

    @tf.function
    def flat_gradient(batch, target, task):
        with tf.GradientTape() as tape:
            loss = task_loss(batch, target, task)
        # A flat vector needs zeros, to have the same length always.
        zeros = tf.UnconnectedGradients.ZERO
        gradients = tape.gradient(
            loss, variables, unconnected_gradients=zeros
        )
        flat = tf.concat([tf.reshape(g, [-1]) for g in gradients], 0)
        return loss, flat

    # The task is a Python number: what is None is known when tracing.
    @tf.function
    def train_step(batch, target, task):
        with tf.GradientTape() as tape:
            loss = task_loss(batch, target, task)
        # An update needs the None, so that the other head rests.
        gradients = tape.gradient(loss, variables)
        pairs = zip(gradients, variables)
        known = [(g, v) for g, v in pairs if g is not None]
        optimizer.apply_gradients(known)
        return gradients

    losses, flat_gradients, has_gradient = [], [], []
    batches = zip(tf.constant(x), tf.constant(targets))
    for step, batch in enumerate(batches):
        loss, flat = flat_gradient(*batch, step % 2)
        losses.append(loss.numpy())
        flat_gradients.append(flat.numpy())
        gradients = train_step(*batch, step % 2)
        has_gradient.append([g is not None for g in gradients])
    return {
        "trunk": trunk.numpy(),
        "head_0": heads[0].numpy(),
        "head_1": heads[1].numpy(),
        "losses": losses,
        "flat_gradients": flat_gradients,
        "has_gradient": has_gradient,
    }
