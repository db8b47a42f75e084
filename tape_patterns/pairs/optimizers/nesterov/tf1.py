"""Nesterov's momentum in TF1: ``tf.train.MomentumOptimizer``."""

import numpy as np
import tensorflow.compat.v1 as tf


def run(x, targets, weights, learning_rates, momentum):
    """Train a network; each step has its batch and its rate."""
    with tf.Graph().as_default():
        batch = tf.placeholder(x.dtype, x.shape[1:])
        target = tf.placeholder(x.dtype, targets.shape[1:])
        rate = tf.placeholder(tf.float32, [])
        w1, b1, w2 = variables = [
            tf.get_variable(name, initializer=w, use_resource=True)
            for name, w in zip(("w1", "b1", "w2"), weights)
        ]
        hidden = tf.tanh(tf.matmul(batch, w1) + b1)
        error = tf.matmul(hidden, w2) - target
        loss = tf.reduce_sum(tf.square(error))
        optimizer = tf.train.MomentumOptimizer(
            rate, momentum, use_nesterov=True
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
            for fed in zip(x, targets, learning_rates):
                feed = dict(zip((batch, target, rate), fed))
                session.run(train_op, feed)
                steps.append(session.run(found))
    return {k: np.stack([step[k] for step in steps]) for k in found}
