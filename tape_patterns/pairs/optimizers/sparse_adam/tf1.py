"""Adam for sparse gradients in TF1: ``tf.train.AdamOptimizer``."""

import numpy as np
import tensorflow.compat.v1 as tf


def run(ids, targets, table, w, learning_rates, beta1, beta2, epsilon):
    """Train a table of words; each step has its batch and its rate."""
    with tf.Graph().as_default():
        table = tf.get_variable(
            "table", initializer=table, use_resource=True
        )
        variables = [table]
        words = tf.placeholder(tf.int32, ids.shape[1:])
        target = tf.placeholder(targets.dtype, targets.shape[1:])
        rate = tf.placeholder(tf.float32, [])
        vectors = tf.nn.embedding_lookup(table, words)
        error = tf.matmul(tf.reduce_sum(vectors, axis=1), w) - target
        loss = tf.reduce_sum(tf.square(error))
        optimizer = tf.train.AdamOptimizer(
            rate, beta1=beta1, beta2=beta2, epsilon=epsilon
        )
        train_op = optimizer.minimize(loss)
        found = {v.op.name: v for v in variables}
        for slot in optimizer.get_slot_names():
            for v in variables:
                name = f"{v.op.name}/{slot}"
                found[name] = optimizer.get_slot(v, slot)
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for fed in zip(ids, targets, learning_rates):
                feed = dict(zip((words, target, rate), fed))
                session.run(train_op, feed)
                steps.append(session.run(found))
    return {k: np.stack([step[k] for step in steps]) for k in found}
