"""Unconnected gradients in TF2: ``None``, or zeros on request."""

import tensorflow as tf


def task_loss(x, target, trunk, head):
    """Return the loss of one head on the shared trunk."""
    error = tf.matmul(tf.tanh(tf.matmul(x, trunk)), head) - target
    return tf.reduce_sum(tf.square(error))


def flatten(gradients):
    """Return all gradients in one vector."""
    return tf.concat([tf.reshape(g, [-1]) for g in gradients], 0)


def run(x, targets, trunk, heads, learning_rate, momentum):
    """Train a trunk with two heads, in turn: a step uses one head."""
    trunk = tf.Variable(trunk)
    heads = [tf.Variable(head) for head in heads]
    variables = [trunk, *heads]
    optimizer = tf.keras.optimizers.SGD(learning_rate, momentum)
    optimizer.build(variables)

    # --8<-- [start:pattern]
    @tf.function
    def train_step(batch, target, task):
        with tf.GradientTape(persistent=True) as tape:
            loss = task_loss(batch, target, trunk, heads[task])
        # A flat vector needs zeros, to have one length always.
        zeros = tf.UnconnectedGradients.ZERO
        gradients = tape.gradient(
            loss, variables, unconnected_gradients=zeros
        )
        flat = flatten(gradients)
        # An update needs the None, so that the other head rests.
        gradients = tape.gradient(loss, variables)
        pairs = zip(gradients, variables)
        known = [(g, v) for g, v in pairs if g is not None]
        optimizer.apply_gradients(known)
        return loss, flat, gradients

    # --8<-- [end:pattern]

    losses, flat_gradients, has_gradient = [], [], []
    batches = zip(tf.constant(x), tf.constant(targets))
    for step, batch in enumerate(batches):
        # A Python number: what is None is known when tracing.
        task = step % 2
        loss, flat, gradients = train_step(*batch, task)
        losses.append(loss.numpy())
        flat_gradients.append(flat.numpy())
        has_gradient.append([g is not None for g in gradients])
    return {
        "trunk": trunk.numpy(),
        "head_0": heads[0].numpy(),
        "head_1": heads[1].numpy(),
        "losses": losses,
        "flat_gradients": flat_gradients,
        "has_gradient": has_gradient,
    }
