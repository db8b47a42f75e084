"""A training goes on in TF1: ``Saver.restore``."""

import os

import numpy as np
import tensorflow.compat.v1 as tf

SAVED = os.path.join(os.path.dirname(__file__), "saved")
OPTIMIZERS = {
    "adam": lambda: tf.train.AdamOptimizer(0.01),
    "momentum": lambda: tf.train.MomentumOptimizer(0.01, 0.9),
    "rmsprop": lambda: tf.train.RMSPropOptimizer(0.01, momentum=0.9),
    "adagrad": lambda: tf.train.AdagradOptimizer(0.1),
    "ftrl": lambda: tf.train.FtrlOptimizer(0.1),
}


def build(optimizer, size, dtype):
    """Build the graph that was saved, under the optimizer's name."""
    x = tf.placeholder(dtype, [size])
    y = tf.placeholder(dtype, [size])
    with tf.variable_scope(optimizer, use_resource=True):
        w = tf.get_variable("w", initializer=np.zeros(size, dtype))
        b = tf.get_variable("b", initializer=np.zeros(size, dtype))
    loss = tf.reduce_sum(tf.square(w * x + b - y))
    return x, y, w, b, loss, OPTIMIZERS[optimizer]()


def run(optimizer, x, y):
    """Train on, one batch at each step."""
    batches = list(zip(x, y))
    checkpoint = os.path.join(SAVED, optimizer, x.dtype.name)
    with tf.Graph().as_default():
        graph = build(optimizer, x.shape[1], x.dtype)
        x, y, w, b, loss, optimizer = graph
        # --8<-- [start:pattern]
        global_step = tf.train.get_or_create_global_step()
        train_op = optimizer.minimize(loss, global_step)
        session = tf.Session()
        saver = tf.train.Saver()
        saver.restore(session, tf.train.latest_checkpoint(checkpoint))
        # --8<-- [end:pattern]
        with session:
            steps = []
            for batch in batches:
                feed = dict(zip((x, y), batch))
                first = session.run(loss, feed)
                session.run(train_op, feed)
                steps.append([first] + session.run([w, b]))
            count = session.run(global_step)
    loss, w, b = (np.stack(values) for values in zip(*steps))
    return {"loss": loss, "w": w, "b": b, "global_step": count}
