"""A flat vector in TF1: ``tf.assign`` for each variable, grouped."""

import numpy as np
import tensorflow.compat.v1 as tf


def run(x, y, weights, directions):
    """Try each direction, and keep it if the loss falls."""
    with tf.Graph().as_default():
        variables = [tf.Variable(w, use_resource=True) for w in weights]
        w1, b1, w2 = variables
        prediction = tf.matmul(tf.tanh(tf.matmul(x, w1) + b1), w2)
        loss = tf.reduce_mean(tf.square(prediction - y))
        # --8<-- [start:pattern]
        flat = [tf.reshape(v, [-1]) for v in variables]
        get_flat = tf.concat(flat, axis=0)

        theta = tf.placeholder(get_flat.dtype, get_flat.shape)
        assigns, start = [], 0
        for v in variables:
            size = v.shape.num_elements()
            part = tf.reshape(theta[start : start + size], v.shape)
            assigns.append(tf.assign(v, part))
            start += size
        set_from_flat = tf.group(*assigns)
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            best = session.run(loss)
            for direction in directions:
                before = session.run(get_flat)
                session.run(set_from_flat, {theta: before + direction})
                tried = session.run(loss)
                kept = tried < best
                if kept:
                    best = tried
                else:
                    session.run(set_from_flat, {theta: before})
                after = session.run([get_flat] + variables)
                steps.append([tried, best, kept] + after)
    names = ["tried", "loss", "kept", "theta", "w1", "b1", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
