"""A flat gradient in TF1: ``tf.concat`` of reshaped gradients."""

import numpy as np
import tensorflow.compat.v1 as tf


def flatten(tensors):
    """Put all elements of ``tensors`` in one vector."""
    return tf.concat([tf.reshape(t, [-1]) for t in tensors], axis=0)


def value_loss(x, y, variables):
    """Return the error of the value; it has no use for a deviation."""
    w1, b1, _, w2 = variables
    value = tf.matmul(tf.tanh(tf.matmul(x, w1) + b1), w2)
    return tf.reduce_mean(tf.square(value - y))


def run(x, y, weights, learning_rate):
    """Step along the flat gradient of one batch at a time."""
    with tf.Graph().as_default():
        batches = zip(x, y)
        x, y = (tf.placeholder(a.dtype, a.shape[1:]) for a in (x, y))
        variables = [tf.Variable(w, use_resource=True) for w in weights]
        get_flat = flatten(variables)
        # --8<-- [start:pattern]
        loss = value_loss(x, y, variables)
        gradients = tf.gradients(loss, variables)
        gradient = flatten(
            tf.zeros_like(v) if g is None else g
            for g, v in zip(gradients, variables)
        )

        sizes = [v.shape.num_elements() for v in variables]
        theta = tf.placeholder(gradient.dtype, [sum(sizes)])
        parts = zip(variables, tf.split(theta, sizes))
        set_from_flat = tf.group(
            *[tf.assign(v, tf.reshape(p, v.shape)) for v, p in parts]
        )
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch in batches:
                feed = dict(zip((x, y), batch))
                first, g = session.run([loss, gradient], feed)
                moved = session.run(get_flat) - learning_rate * g
                session.run(set_from_flat, {theta: moved})
                after = session.run([get_flat] + variables)
                steps.append([first, g] + after)
    names = ["loss", "gradient", "theta", "w1", "b1", "deviation", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
