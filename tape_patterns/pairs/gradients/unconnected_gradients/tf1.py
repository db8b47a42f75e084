"""Unconnected gradients in TF1: ``None``, or zeros on request."""

import tensorflow.compat.v1 as tf


def task_loss(x, target, trunk, head):
    """Return the loss of one head on the shared trunk."""
    error = tf.matmul(tf.tanh(tf.matmul(x, trunk)), head) - target
    return tf.reduce_sum(tf.square(error))


def flatten(gradients):
    """Return all gradients in one vector."""
    return tf.concat([tf.reshape(g, [-1]) for g in gradients], 0)


def run(x, targets, trunk, heads, learning_rate, momentum):
    """Train a trunk with two heads, in turn: a step uses one head."""
    with tf.Graph().as_default():
        trunk = tf.Variable(trunk, use_resource=True)
        heads = [tf.Variable(head, use_resource=True) for head in heads]
        variables = [trunk] + heads
        batch = tf.placeholder(x.dtype, x.shape[1:])
        target = tf.placeholder(x.dtype, targets.shape[1:])
        optimizer = tf.train.MomentumOptimizer(learning_rate, momentum)
        tasks = []
        for head in heads:
            # --8<-- [start:pattern]
            loss = task_loss(batch, target, trunk, head)
            # A flat vector needs zeros, to have one length always.
            zeros = tf.UnconnectedGradients.ZERO
            gradients = tf.gradients(
                loss, variables, unconnected_gradients=zeros
            )
            flat = flatten(gradients)
            # An update needs the None, so that the other head rests.
            gradients = tf.gradients(loss, variables)
            pairs = zip(gradients, variables)
            known = [(g, v) for g, v in pairs if g is not None]
            train_op = optimizer.apply_gradients(known)
            # --8<-- [end:pattern]
            has_gradient = [g is not None for g in gradients]
            tasks.append((loss, flat, train_op, has_gradient))
        losses, flat_gradients = [], []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for step in range(len(x)):
                loss, flat, train_op, _ = tasks[step % 2]
                feed = {batch: x[step], target: targets[step]}
                before = session.run([loss, flat], feed)
                losses.append(before[0])
                flat_gradients.append(before[1])
                session.run(train_op, feed)
            trunk, head_0, head_1 = session.run(variables)
    return {
        "trunk": trunk,
        "head_0": head_0,
        "head_1": head_1,
        "losses": losses,
        "flat_gradients": flat_gradients,
        "has_gradient": [tasks[step % 2][3] for step in range(len(x))],
    }
