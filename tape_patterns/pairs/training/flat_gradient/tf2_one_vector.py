"""A flat gradient in TF2: the vector itself is the variable."""

import numpy as np
import tensorflow as tf


def value_loss(x, y, variables):
    """Return the error of the value; it has no use for a deviation."""
    w1, b1, _, w2 = variables
    value = tf.matmul(tf.tanh(tf.matmul(x, w1) + b1), w2)
    return tf.reduce_mean(tf.square(value - y))


def run(x, y, weights, learning_rate):
    """Step along the flat gradient of one batch at a time."""
    shapes = [w.shape for w in weights]
    sizes = [w.size for w in weights]
    # --8<-- [start:pattern]
    flat = np.concatenate([w.ravel() for w in weights])
    theta = tf.Variable(flat)

    def unpack():
        parts = zip(tf.split(theta, sizes), shapes)
        return [tf.reshape(part, shape) for part, shape in parts]

    @tf.function
    def loss_and_gradient(x, y):
        with tf.GradientTape() as tape:
            loss = value_loss(x, y, unpack())
        return loss, tape.gradient(loss, theta)

    # --8<-- [end:pattern]

    steps = []
    for batch in zip(tf.constant(x), tf.constant(y)):
        outputs = [
            output.numpy() for output in loss_and_gradient(*batch)
        ]
        theta.assign(theta.numpy() - learning_rate * outputs[1])
        after = [theta, *unpack()]
        steps.append([*outputs, *(v.numpy() for v in after)])
    names = ["loss", "gradient", "theta", "w1", "b1", "deviation", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
