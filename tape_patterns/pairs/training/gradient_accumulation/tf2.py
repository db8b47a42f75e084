"""Gradient accumulation in TF2: a function to add, one to apply."""

import numpy as np
import tensorflow as tf


def loss_of(words, target, variables):
    """Compare the sum of a sentence's vectors, times w."""
    table, w = variables
    vectors = tf.nn.embedding_lookup(table, words)
    error = tf.matmul(tf.reduce_sum(vectors, axis=1), w) - target
    return tf.reduce_sum(tf.square(error))


def run(ids, targets, table, w, learning_rate):
    """Take one step for each ``ids[n]``, which has several parts."""
    variables = [tf.Variable(table), tf.Variable(w)]
    zeros = [tf.zeros_like(v) for v in variables]
    sums = [tf.Variable(zero, trainable=False) for zero in zeros]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)

    # --8<-- [start:pattern]
    @tf.function
    def add(words, target):
        with tf.GradientTape() as tape:
            loss = loss_of(words, target, variables)
        gradients = tape.gradient(loss, variables)
        for s, g in zip(sums, gradients):
            sparse = isinstance(g, tf.IndexedSlices)
            (s.scatter_add if sparse else s.assign_add)(g)
        return loss

    @tf.function
    def step():
        optimizer.apply_gradients(zip(sums, variables))
        for s in sums:
            s.assign(tf.zeros_like(s))

    # --8<-- [end:pattern]

    steps = []
    for parts in zip(tf.constant(ids), tf.constant(targets)):
        losses = tf.stack([add(*part) for part in zip(*parts)])
        before = [losses.numpy()] + [s.numpy() for s in sums]
        step()
        steps.append(before + [v.numpy() for v in variables])
    names = ["losses", "table_sum", "w_sum", "table", "w"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
