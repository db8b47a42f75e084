"""A flat vector in TF2: ``variable.assign`` inside a function."""

import numpy as np
import tensorflow as tf


def run(x, y, weights, directions):
    """Try each direction, and keep it if the loss falls."""
    variables = [tf.Variable(w) for w in weights]

    @tf.function
    def compute_loss():
        w1, b1, w2 = variables
        prediction = tf.matmul(tf.tanh(tf.matmul(x, w1) + b1), w2)
        return tf.reduce_mean(tf.square(prediction - y))

    # --8<-- [start:pattern]
    sizes = [v.shape.num_elements() for v in variables]

    @tf.function
    def get_flat():
        flat = [tf.reshape(v, [-1]) for v in variables]
        return tf.concat(flat, axis=0)

    @tf.function
    def set_from_flat(theta):
        for v, part in zip(variables, tf.split(theta, sizes)):
            v.assign(tf.reshape(part, v.shape))

    # --8<-- [end:pattern]

    steps = []
    best = compute_loss().numpy()
    for direction in directions:
        before = get_flat().numpy()
        set_from_flat(before + direction)
        tried = compute_loss().numpy()
        kept = tried < best
        if kept:
            best = tried
        else:
            set_from_flat(before)
        after = [v.numpy() for v in [get_flat(), *variables]]
        steps.append([tried, best, kept, *after])
    names = ["tried", "loss", "kept", "theta", "w1", "b1", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
