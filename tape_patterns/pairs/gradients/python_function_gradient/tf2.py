"""A NumPy function with a gradient in TF2: ``custom_gradient``."""

import numpy as np
import tensorflow as tf


def interpolate(x, knots, table):
    """Look x up in a table, linear between its knots."""
    return np.interp(x, knots, table).astype(x.dtype)


def interpolate_gradient(x, knots, table, upstream):
    """Return the gradients of x and of the table."""
    left = np.searchsorted(knots[1:-1], x, side="right")
    width = knots[left + 1] - knots[left]
    slope = (table[left + 1] - table[left]) / width
    inside = (knots[0] <= x) & (x < knots[-1])
    share = np.clip((x - knots[left]) / width, 0, 1)
    d_table = np.zeros_like(table)
    np.add.at(d_table, left, (1 - share) * upstream)
    np.add.at(d_table, left + 1, share * upstream)
    return np.where(inside, slope, 0) * upstream, d_table


# --8<-- [start:pattern]
@tf.custom_gradient
def look_up(x, knots, table):
    """Run ``interpolate`` as an op with a gradient."""
    inputs = [x, knots, table]
    y = tf.numpy_function(interpolate, inputs, x.dtype)

    def gradient(upstream):
        dx, d_table = tf.numpy_function(
            interpolate_gradient,
            [*inputs, upstream],
            [upstream.dtype] * 2,
        )
        dx = tf.ensure_shape(dx, x.shape)
        return dx, None, tf.ensure_shape(d_table, table.shape)

    return tf.ensure_shape(y, x.shape), gradient


# --8<-- [end:pattern]


def run(x, targets, w1, knots, table, w2, learning_rate):
    """Train a network whose activation is a learned table."""
    w1, table, w2 = variables = [
        tf.Variable(v) for v in (w1, table, w2)
    ]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)

    @tf.function
    def train_step(batch, target):
        with tf.GradientTape() as tape:
            hidden = look_up(tf.matmul(batch, w1), knots, table)
            error = tf.matmul(hidden, w2) - target
            loss = tf.reduce_sum(tf.square(error))
        gradients = tape.gradient(loss, variables)
        optimizer.apply_gradients(zip(gradients, variables))
        return [loss, hidden, *gradients]

    steps = []
    for batch in zip(tf.constant(x), tf.constant(targets)):
        outputs = [*train_step(*batch), *variables]
        steps.append([output.numpy() for output in outputs])
    names = ["loss", "hidden", "dw1", "dtable", "dw2"]
    names += ["w1", "table", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
