"""What people write for ``tf.py_func`` with a gradient."""

import itertools

import numpy as np
import tensorflow as tf

COUNTER = itertools.count()


# --8<-- [start:train]
def interpolate(x, knots, table):
    """Look x up in a table, linear between its knots."""
    return np.interp(x, knots, table).astype(np.float32)


def train(look_up, x, targets, weights, learning_rate):
    """Train as ``tf2.py`` does, with another ``look_up``."""
    w1, table, w2 = variables = [tf.Variable(w) for w in weights]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)

    @tf.function
    def train_step(batch, target):
        with tf.GradientTape() as tape:
            before = tf.matmul(batch, w1)
            hidden = tf.ensure_shape(
                look_up(before, table), before.shape
            )
            error = tf.matmul(hidden, w2) - target
            loss = tf.reduce_sum(tf.square(error))
        gradients = tape.gradient(loss, variables)
        known = [g for g in gradients if g is not None]
        # One that cannot be computed fails before one that cannot be
        # applied: two errors at once come in any order.
        with tf.control_dependencies(known):
            optimizer.apply_gradients(zip(gradients, variables))
        # Keras has skipped each None, with a warning.
        pairs = zip(gradients, variables)
        shown = [tf.zeros_like(v) if g is None else g for g, v in pairs]
        return [hidden, *shown]

    steps = []
    for batch in zip(tf.constant(x), tf.constant(targets)):
        outputs = [*train_step(*batch), *variables]
        steps.append([output.numpy() for output in outputs])
    names = ["hidden", "dw1", "dtable", "dw2", "w1", "table", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}


# --8<-- [end:train]
# --8<-- [start:no_gradient]
def no_gradient(x, targets, w1, knots, table, w2, learning_rate):
    """Renames ``tf.py_func``: w1 and the table are never trained."""

    def look_up(before, table):
        inputs = [before, knots, table]
        return tf.numpy_function(interpolate, inputs, tf.float32)

    return train(look_up, x, targets, (w1, table, w2), learning_rate)


# --8<-- [end:no_gradient]
# --8<-- [start:map_kept]
def map_kept(x, targets, w1, knots, table, w2, learning_rate):
    """Keeps the map: the tape never asks for its gradient."""
    name = f"PyFuncGradInTF2_{next(COUNTER)}"

    @tf.RegisterGradient(name)
    def look_up_gradient(op, upstream):
        raise AssertionError("never called")

    def look_up(before, table):
        inputs = [before, knots, table]
        graph = tf.compat.v1.get_default_graph()
        overrides = {"PyFunc": name, "PyFuncStateless": name}
        with graph.gradient_override_map(overrides):
            return tf.compat.v1.py_func(interpolate, inputs, tf.float32)

    return train(look_up, x, targets, (w1, table, w2), learning_rate)


# --8<-- [end:map_kept]
# --8<-- [start:py_function]
def py_function(x, targets, w1, knots, table, w2, learning_rate):
    """Takes ``tf.py_function``: its tape cannot see into NumPy."""

    def look_up(before, table):
        inputs = [before, knots, table]
        return tf.py_function(interpolate, inputs, tf.float32)

    return train(look_up, x, targets, (w1, table, w2), learning_rate)


# --8<-- [end:py_function]
# --8<-- [start:numpy_called]
def numpy_called(x, targets, w1, knots, table, w2, learning_rate):
    """Calls NumPy in the step, on a tensor without a value."""

    def look_up(before, table):
        return interpolate(before, knots, table)

    return train(look_up, x, targets, (w1, table, w2), learning_rate)


# --8<-- [end:numpy_called]
