"""A NumPy function with a gradient in TF1: an override map."""

import numpy as np
import tensorflow.compat.v1 as tf


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
@tf.RegisterGradient("LookUp")
def look_up_gradient(op, upstream):
    """Give x and the table a gradient, the knots none."""
    inputs = list(op.inputs) + [upstream]
    dx, d_table = tf.py_func(
        interpolate_gradient, inputs, [upstream.dtype] * 2
    )
    return dx, None, d_table


def look_up(x, knots, table):
    """Run ``interpolate`` as an op with a gradient."""
    inputs = [x, knots, table]
    graph = tf.get_default_graph()
    with graph.gradient_override_map({"PyFunc": "LookUp"}):
        return tf.py_func(interpolate, inputs, x.dtype)


# --8<-- [end:pattern]


def run(x, targets, w1, knots, table, w2, learning_rate):
    """Train a network whose activation is a learned table."""
    with tf.Graph().as_default():
        batch = tf.placeholder(x.dtype, x.shape[1:])
        target = tf.placeholder(x.dtype, targets.shape[1:])
        w1, table, w2 = variables = [
            tf.Variable(v, use_resource=True) for v in (w1, table, w2)
        ]
        before = tf.matmul(batch, w1)
        hidden = look_up(before, knots, table)
        hidden.set_shape(before.shape)
        error = tf.matmul(hidden, w2) - target
        loss = tf.reduce_sum(tf.square(error))
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        pairs = optimizer.compute_gradients(loss)
        train_op = optimizer.apply_gradients(pairs)
        fetches = [loss, hidden] + [gradient for gradient, _ in pairs]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for feed in zip(x, targets):
                feed = dict(zip((batch, target), feed))
                outputs = session.run(fetches, feed)
                session.run(train_op, feed)
                steps.append(outputs + session.run(variables))
    names = ["loss", "hidden", "dw1", "dtable", "dw2"]
    names += ["w1", "table", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
