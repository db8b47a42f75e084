"""Scale the loss in TF1: an optimizer around the optimizer."""

import numpy as np
import tensorflow.compat.v1 as tf


def loss_of(x, y, weights):
    """Return the squared error of a model in float16."""
    w1, w2 = (tf.broadcast_to(w, tf.shape(x)) for w in weights)
    hidden = tf.nn.relu(half(x) * half(w1))
    output = tf.cast(hidden * half(w2), tf.float32)
    return tf.reduce_mean(tf.square(tf.reduce_sum(output, 1) - y))


def half(value):
    """Return a value in float16."""
    return tf.cast(value, tf.float16)


def run(x, y, weights, learning_rate, initial_scale, growth_steps):
    """Train on one batch at each step."""
    batches = list(zip(x, y))
    with tf.Graph().as_default():
        x = tf.placeholder(x.dtype, [None, x.shape[2]])
        y = tf.placeholder(y.dtype, [None])
        weights = [tf.Variable(w, use_resource=True) for w in weights]
        loss = loss_of(x, y, weights)
        # --8<-- [start:pattern]
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        scale = tf.train.experimental.DynamicLossScale(
            initial_loss_scale=initial_scale,
            increment_period=growth_steps,
        )
        mixed = tf.train.experimental.MixedPrecisionLossScaleOptimizer
        optimizer = mixed(optimizer, scale)
        train_op = optimizer.minimize(loss)
        # --8<-- [end:pattern]
        after = weights + [scale()]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch in batches:
                feed = dict(zip((x, y), batch))
                before = session.run(loss, feed)
                session.run(train_op, feed)
                steps.append([before] + session.run(after))
    names = ["loss", "w1", "w2", "scale"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
