"""What people write for ``implicit_gradients``, and what it gives."""

import numpy as np
import tensorflow as tf


def outputs_of(steps, bias, trunk, heads):
    """Return the outputs by name."""
    names = ["loss", "read", "d_bias", "d_trunk", "d_head"]
    outputs = {name: np.stack(v) for name, v in zip(names, zip(*steps))}
    bias, trunk = bias.numpy(), trunk.numpy()
    return dict(outputs, bias=bias, trunk=trunk, heads=np.stack(heads))


# --8<-- [start:read_before_tape]
def read_before_tape(
    x, target, bias, trunk, heads, tasks, learning_rate
):
    """Computes the trunk outside the tape: it is not trained."""
    bias, trunk = tf.Variable(bias), tf.Variable(trunk)
    heads = [tf.Variable(head) for head in heads]
    variables = [bias, trunk, *heads]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)
    steps = []
    for features, labels, task in zip(x, target, tasks):
        hidden = tf.tanh(tf.matmul(features, trunk) + bias)
        with tf.GradientTape() as tape:
            loss = tf.square(tf.matmul(hidden, heads[task]) - labels)
        found = tape.watched_variables()
        gradients = tape.gradient(loss, found)
        optimizer.apply_gradients(zip(gradients, found))
        read = [any(v is w for w in found) for v in variables]
        nothing = [np.zeros_like(bias), np.zeros_like(trunk)]
        steps.append([loss, read, *nothing, *gradients])
    return outputs_of(steps, bias, trunk, heads)


# --8<-- [end:read_before_tape]
# --8<-- [start:other_variables]
def other_variables(
    x, target, bias, trunk, heads, tasks, learning_rate
):
    """Zips with all variables: gradients meet other heads."""
    bias, trunk = tf.Variable(bias), tf.Variable(trunk)
    heads = [tf.Variable(head) for head in heads]
    variables = [bias, trunk, *heads]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)
    steps = []
    for features, labels, task in zip(x, target, tasks):
        with tf.GradientTape() as tape:
            hidden = tf.tanh(tf.matmul(features, trunk) + bias)
            loss = tf.square(tf.matmul(hidden, heads[task]) - labels)
        found = tape.watched_variables()
        gradients = tape.gradient(loss, found)
        optimizer.apply_gradients(zip(gradients, variables))
        read = [any(v is w for w in found) for v in variables]
        steps.append([loss, read, *gradients])
    return outputs_of(steps, bias, trunk, heads)


# --8<-- [end:other_variables]
# --8<-- [start:optimizer_not_built]
def optimizer_not_built(
    x, target, bias, trunk, heads, tasks, learning_rate
):
    """Lets the first step build the optimizer for its variables."""
    bias, trunk = tf.Variable(bias), tf.Variable(trunk)
    heads = [tf.Variable(head) for head in heads]
    variables = [bias, trunk, *heads]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    steps = []
    for features, labels, task in zip(x, target, tasks):
        with tf.GradientTape() as tape:
            hidden = tf.tanh(tf.matmul(features, trunk) + bias)
            loss = tf.square(tf.matmul(hidden, heads[task]) - labels)
        found = tape.watched_variables()
        gradients = tape.gradient(loss, found)
        optimizer.apply_gradients(zip(gradients, found))
        read = [any(v is w for w in found) for v in variables]
        steps.append([loss, read, *gradients])
    return outputs_of(steps, bias, trunk, heads)


# --8<-- [end:optimizer_not_built]
# --8<-- [start:unread_variables]
def unread_variables(
    x, target, bias, trunk, heads, tasks, learning_rate
):
    """Asks for all variables, and meets the None of an unread one."""
    bias, trunk = tf.Variable(bias), tf.Variable(trunk)
    heads = [tf.Variable(head) for head in heads]
    variables = [bias, trunk, *heads]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)
    for features, labels, task in zip(x, target, tasks):
        with tf.GradientTape() as tape:
            hidden = tf.tanh(tf.matmul(features, trunk) + bias)
            loss = tf.square(tf.matmul(hidden, heads[task]) - labels)
        gradients = tape.gradient(loss, variables)
        gradients = [tf.clip_by_value(g, -9.0, 9.0) for g in gradients]
        optimizer.apply_gradients(zip(gradients, variables))


# --8<-- [end:unread_variables]
