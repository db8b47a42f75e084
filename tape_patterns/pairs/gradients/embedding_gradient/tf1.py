"""The gradient of an embedding in TF1: ``tf.IndexedSlices``."""

import numpy as np
import tensorflow.compat.v1 as tf


def run(ids, targets, table, w, learning_rate):
    """Fit the sum of a sentence's word vectors, times ``w``."""
    with tf.Graph().as_default():
        table = tf.get_variable(
            "table", initializer=table, use_resource=True
        )
        words = tf.placeholder(tf.int32, ids.shape[1:])
        target = tf.placeholder(targets.dtype, targets.shape[1:])
        # --8<-- [start:pattern]
        vectors = tf.nn.embedding_lookup(table, words)
        sentences = tf.reduce_sum(vectors, axis=1)
        error = tf.matmul(sentences, w) - target
        loss = tf.reduce_sum(tf.square(error))
        gradient = tf.gradients(loss, table)[0]
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        train_op = optimizer.apply_gradients([(gradient, table)])
        # --8<-- [end:pattern]
        fetches = [loss, gradient.values, gradient.indices]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch in zip(ids, targets):
                feed = dict(zip((words, target), batch))
                before = session.run(fetches, feed)
                session.run(train_op, feed)
                steps.append(before + [session.run(table)])
    names = ["loss", "values", "indices", "table"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
