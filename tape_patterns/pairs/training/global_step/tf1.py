"""Steps counted in TF1: ``minimize(loss, global_step=step)``."""

import numpy as np
import tensorflow.compat.v1 as tf


def run(x, y, w, b, start, warm_up_steps, learning_rate):
    """Train with a penalty that grows until ``warm_up_steps``."""
    xs, ys, dtype = x, y, x.dtype
    with tf.Graph().as_default():
        x = tf.placeholder(dtype, [None, xs.shape[2]])
        y = tf.placeholder(dtype, [None, 1])
        w = tf.Variable(w, use_resource=True)
        b = tf.Variable(b, use_resource=True)
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        # --8<-- [start:pattern]
        step = tf.train.get_or_create_global_step()
        resume = tf.assign(step, start)

        warm_up = tf.cast(step, dtype) / warm_up_steps
        warm_up = tf.minimum(warm_up, 1.0)
        error = tf.matmul(x, w) + b - y
        loss = tf.reduce_mean(tf.square(error))
        loss += warm_up * tf.nn.l2_loss(w)
        train_op = optimizer.minimize(loss, global_step=step)
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            session.run(resume)
            for batch in zip(xs, ys):
                feed = dict(zip((x, y), batch))
                before = session.run([loss, warm_up, train_op], feed)
                steps.append(before[:2] + session.run([step, w, b]))
    names = ["loss", "warm_up", "steps_made", "w", "b"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
