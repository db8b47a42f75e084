"""A TF1 program that records itself with ``watch``. TensorFlow 1.15 runs it too."""

import os
import sys
import tempfile

import numpy as np
import tensorflow.compat.v1 as tf

BATCH, FEATURES, HIDDEN, ACTIONS = 8, 4, 5, 2


def start():
    """Return first weights and batches."""
    draw = np.random.RandomState(0)
    return {
        "w1": draw.uniform(-1, 1, (FEATURES, HIDDEN)),
        "b1": draw.uniform(-1, 1, (HIDDEN,)),
        "w2": draw.uniform(-1, 1, (HIDDEN, ACTIONS)),
    }, draw.uniform(-1, 1, (6, BATCH, FEATURES))


def optimizers(rate):
    """Return what is watched, by name: as TF1 code makes them."""
    return {
        "descent": lambda: tf.train.GradientDescentOptimizer(rate),
        "momentum": lambda: tf.train.MomentumOptimizer(rate, 0.9),
        "adam": lambda: tf.train.AdamOptimizer(rate),
        "rmsprop": lambda: tf.train.RMSPropOptimizer(rate),
    }


def run(name, dtype, use_resource, how, folder):
    """Train; return the recording's bytes, and the weights that it ended with."""
    sys.path.insert(0, folder)
    from tape_recorder import Recorder

    weights, batches = start()
    file = os.path.join(tempfile.mkdtemp(), "old.npz")
    recorder = Recorder(file)
    with tf.Graph().as_default():
        x = tf.placeholder(dtype, [None, FEATURES])
        variables = [
            tf.Variable(v.astype(dtype), name=n, use_resource=use_resource)
            for n, v in sorted(weights.items())
        ]
        b1, w1, w2 = variables
        y = tf.matmul(tf.tanh(tf.matmul(x, w1) + b1), w2)
        loss = tf.reduce_sum(tf.square(y))
        optimizer = optimizers(2.0**-5)[name]()
        recorder.watch(optimizer)
        train_op = optimizer.minimize(loss, gate_gradients=optimizer.GATE_OP)
        fetches = {
            "alone": train_op,
            "listed": [train_op, {"loss": loss}],
            "named": train_op.name,
            "grouped": tf.group(train_op, tf.no_op()),
        }[how]
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch in batches:
                # No step: nothing here runs the train op.
                session.run(loss, {x: batch})
                session.run(fetches, {x: batch})
            after = session.run(variables)
        recorder.close()
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            session.run(train_op, {x: batches[0]})
    with open(file, "rb") as stream:
        found = {"recording": np.frombuffer(stream.read(), np.uint8)}
    found.update(zip(("b1", "w1", "w2"), after))  # noqa: B905
    return found
