"""A flat gradient in TF2: a function that returns one vector."""

import numpy as np
import tensorflow as tf


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
    variables = [tf.Variable(w) for w in weights]

    # --8<-- [start:pattern]
    @tf.function
    def loss_and_gradient(x, y):
        with tf.GradientTape() as tape:
            loss = value_loss(x, y, variables)
        gradients = tape.gradient(
            loss, variables, unconnected_gradients="zero"
        )
        return loss, flatten(gradients)

    sizes = [v.shape.num_elements() for v in variables]

    @tf.function
    def set_from_flat(theta):
        for v, part in zip(variables, tf.split(theta, sizes)):
            v.assign(tf.reshape(part, v.shape))

    # --8<-- [end:pattern]

    steps = []
    for batch in zip(tf.constant(x), tf.constant(y)):
        outputs = [
            output.numpy() for output in loss_and_gradient(*batch)
        ]
        theta = flatten(variables).numpy() - learning_rate * outputs[1]
        set_from_flat(theta)
        after = [flatten(variables), *variables]
        steps.append([*outputs, *(v.numpy() for v in after)])
    names = ["loss", "gradient", "theta", "w1", "b1", "deviation", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
