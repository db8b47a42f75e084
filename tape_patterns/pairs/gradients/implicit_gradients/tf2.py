"""Gradients of whatever a loss reads, in TF2: ``watched_variables``."""

import numpy as np
import tensorflow as tf


def run(x, target, bias, trunk, heads, tasks, learning_rate):
    """Train a trunk and, in each step, the head of one task."""
    bias, trunk = tf.Variable(bias), tf.Variable(trunk)
    heads = [tf.Variable(head) for head in heads]
    variables = [bias, trunk, *heads]
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    # All that any step may change: no step reads them all.
    optimizer.build(variables)

    # The task is a Python number, so each task has its own trace.
    @tf.function
    def train_step(x, target, task):
        with tf.GradientTape() as tape:
            hidden = tf.tanh(tf.matmul(x, trunk) + bias)
            output = tf.matmul(hidden, heads[task])
            loss = tf.square(output - target)
        found = tape.watched_variables()
        gradients = tape.gradient(loss, found)
        optimizer.apply_gradients(zip(gradients, found))
        # --8<-- [end:pattern]
        read = [any(v is w for w in found) for v in variables]
        return loss, read, *gradients

    steps = []
    for features, labels, task in zip(x, target, tasks):
        features, labels = tf.constant(features), tf.constant(labels)
        steps.append(train_step(features, labels, task))
    names = ["loss", "read", "d_bias", "d_trunk", "d_head"]
    outputs = {name: np.stack(v) for name, v in zip(names, zip(*steps))}
    bias, trunk = bias.numpy(), trunk.numpy()
    return dict(outputs, bias=bias, trunk=trunk, heads=np.stack(heads))
