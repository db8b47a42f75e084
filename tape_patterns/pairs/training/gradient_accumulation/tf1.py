"""Gradient accumulation in TF1: ops to zero, to add, to apply."""

import numpy as np
import tensorflow.compat.v1 as tf


def loss_of(words, target, variables):
    """Compare the sum of a sentence's vectors, times w."""
    table, w = variables
    vectors = tf.nn.embedding_lookup(table, words)
    error = tf.matmul(tf.reduce_sum(vectors, axis=1), w) - target
    return tf.reduce_sum(tf.square(error))


def run(ids, targets, table, w, learning_rate):
    """Take one step for each ``ids[n]``, which has several parts."""
    with tf.Graph().as_default():
        variables = [
            tf.Variable(v, use_resource=True) for v in (table, w)
        ]
        words = tf.placeholder(tf.int32, ids.shape[2:])
        target = tf.placeholder(targets.dtype, targets.shape[2:])
        sums = [
            tf.Variable(zero, trainable=False, use_resource=True)
            for zero in (np.zeros_like(table), np.zeros_like(w))
        ]
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        # --8<-- [start:pattern]
        loss = loss_of(words, target, variables)
        gradients = tf.gradients(loss, variables)

        zeros = [tf.assign(s, tf.zeros_like(s)) for s in sums]
        zero_op = tf.group(*zeros)
        adds = []
        for s, g in zip(sums, gradients):
            sparse = isinstance(g, tf.IndexedSlices)
            adds.append((s.scatter_add if sparse else s.assign_add)(g))
        add_op = tf.group(*adds)
        train_op = optimizer.apply_gradients(zip(sums, variables))
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for parts in zip(ids, targets):
                session.run(zero_op)
                losses = []
                for part in zip(*parts):
                    feed = dict(zip((words, target), part))
                    losses.append(session.run([loss, add_op], feed)[0])
                added = session.run(sums)
                session.run(train_op)
                after = session.run(variables)
                steps.append([np.stack(losses)] + added + after)
    names = ["losses", "table_sum", "w_sum", "table", "w"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
