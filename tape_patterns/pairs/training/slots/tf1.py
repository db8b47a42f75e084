"""Slots in TF1: ``get_slot``, and a reset by their initializers."""

import numpy as np
import tensorflow.compat.v1 as tf

OPTIMIZERS = {
    "adam": lambda rate: tf.train.AdamOptimizer(rate),
    "momentum": lambda rate: tf.train.MomentumOptimizer(rate, 0.9),
}


def run(optimizer, x, y, w, reset_before, learning_rate):
    """Train, and reset the optimizer before one of the steps."""
    batches = list(zip(x, y))
    with tf.Graph().as_default():
        x = tf.placeholder(x.dtype, x.shape[1:])
        y = tf.placeholder(y.dtype, y.shape[1:])
        w = tf.Variable(w, use_resource=True)
        step = tf.train.get_or_create_global_step()
        optimizer = OPTIMIZERS[optimizer](learning_rate)
        # --8<-- [start:pattern]
        loss = tf.reduce_mean(tf.square(x * w - y))
        train_op = optimizer.minimize(loss, step)

        names = optimizer.get_slot_names()
        slots = [optimizer.get_slot(w, name) for name in names]
        reset = tf.variables_initializer(optimizer.variables())
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for number, batch in enumerate(batches):
                if number == reset_before:
                    session.run(reset)
                feed = dict(zip((x, y), batch))
                before, _ = session.run([loss, train_op], feed)
                steps.append([before] + session.run([w] + slots))
            count = session.run(step)
    outputs = zip(["loss", "w"] + names, zip(*steps))
    found = {name: np.stack(values) for name, values in outputs}
    found["global_step"] = count
    return found
