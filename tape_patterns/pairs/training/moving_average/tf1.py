"""A moving average in TF1: ``ema.apply`` after the train op."""

import numpy as np
import tensorflow.compat.v1 as tf


def loss_of(x, y, weights):
    """Return the squared error of a network."""
    w1, w2 = weights
    error = tf.matmul(tf.tanh(tf.matmul(x, w1)), w2) - y
    return tf.reduce_mean(tf.square(error))


def run(x, y, weights, decay, counted, learning_rate):
    """Train and average; evaluate each step with the averages."""
    xs, ys = x, y
    with tf.Graph().as_default():
        x = tf.placeholder(xs.dtype, [None, xs.shape[2]])
        y = tf.placeholder(ys.dtype, [None, 1])
        kept = [
            tf.Variable(w, False, use_resource=True) for w in weights
        ]
        weights = [tf.Variable(w, use_resource=True) for w in weights]
        step = tf.train.get_or_create_global_step()
        num_updates = step if counted else None
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        # --8<-- [start:pattern]
        ema = tf.train.ExponentialMovingAverage(decay, num_updates)
        loss = loss_of(x, y, weights)
        train_op = optimizer.minimize(loss, global_step=step)
        with tf.control_dependencies([train_op]):
            train_op = ema.apply(weights)

        averages = [ema.average(w) for w in weights]
        keep = tf.group(*map(tf.assign, kept, weights))
        with tf.control_dependencies([keep]):
            swap_in = tf.group(*map(tf.assign, weights, averages))
        swap_out = tf.group(*map(tf.assign, weights, kept))
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch in zip(xs, ys):
                feed = dict(zip((x, y), batch))
                before, _ = session.run([loss, train_op], feed)
                session.run(swap_in)
                evaluated = session.run(loss, feed)
                session.run(swap_out)
                after = session.run(weights + averages)
                steps.append([before, evaluated] + after)
    names = ["loss", "evaluated", "w1", "w2", "average1", "average2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
