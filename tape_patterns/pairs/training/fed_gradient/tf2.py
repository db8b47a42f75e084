"""Gradients from elsewhere in TF2: an argument of a function."""

import numpy as np
import tensorflow as tf


def loss_of(x, y, variables):
    """Return the squared error of a network."""
    w1, w2 = variables
    error = tf.matmul(tf.tanh(tf.matmul(x, w1)), w2) - y
    return tf.reduce_mean(tf.square(error))


def run(x, y, weights, learning_rate):
    """Average the gradients of all workers at each step."""
    xs, ys = x, y
    variables = [tf.Variable(w) for w in weights]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)

    # --8<-- [start:pattern]
    @tf.function
    def compute_gradients(x, y):
        with tf.GradientTape() as tape:
            loss = loss_of(x, y, variables)
        return loss, tape.gradient(loss, variables)

    @tf.function
    def apply_gradients(gradients):
        optimizer.apply_gradients(zip(gradients, variables))

    # --8<-- [end:pattern]

    steps = []
    for batches in zip(xs, ys):
        found = [compute_gradients(*batch) for batch in zip(*batches)]
        losses, each = zip(*found)
        means = [np.mean(g, axis=0) for g in zip(*each)]
        apply_gradients(means)
        after = [w.numpy() for w in variables]
        steps.append([np.stack(losses), *means, *after])
    names = ["losses", "g1", "g2", "w1", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
