"""What people write for ``tf.cond``, and what it gives."""

import numpy as np
import tensorflow as tf


def train(step, x, targets, w, scale, learning_rate):
    """Train with ``step``, which returns the loss and the gradients."""
    w, scale = tf.Variable(w), tf.Variable(scale)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build([w, scale])
    steps = []
    for batch, target in zip(x, targets):
        loss, gradients = step(tf.constant(batch), target, w, scale)
        optimizer.apply_gradients(zip(gradients, [w, scale]))
        outputs = [loss, *gradients, w]
        steps.append([output.numpy() for output in outputs])
    names = ["loss", "dw", "dscale", "w"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}


# --8<-- [start:where_for_cond]
def where_for_cond(x, targets, w, scale, threshold, learning_rate):
    """Computes both branches and picks one: 0 times infinity is NaN."""

    @tf.function
    def step(batch, target, w, scale):
        with tf.GradientTape() as tape:
            squares = tf.square(tf.matmul(batch, w) - target)
            total = tf.reduce_sum(squares)
            far = tf.exp(scale) * tf.math.log(total)
            loss = tf.where(total > threshold, far, total)
        return loss, tape.gradient(loss, [w, scale])

    return train(step, x, targets, w, scale, learning_rate)


# --8<-- [end:where_for_cond]
# --8<-- [start:frozen_condition]
def frozen_condition(x, targets, w, scale, threshold, learning_rate):
    """Reads the condition from a Python value: the trace keeps it."""
    state = {"far": True}

    @tf.function
    def step(batch, target, w, scale):
        with tf.GradientTape() as tape:
            squares = tf.square(tf.matmul(batch, w) - target)
            total = tf.reduce_sum(squares)
            far = tf.exp(scale) * tf.math.log(total)
            loss = far if state["far"] else total
        return total, loss, tape.gradient(loss, [w, scale])

    def stateful(batch, target, w, scale):
        total, loss, gradients = step(batch, target, w, scale)
        state["far"] = bool(total > threshold)
        return loss, gradients

    return train(stateful, x, targets, w, scale, learning_rate)


# --8<-- [end:frozen_condition]
# --8<-- [start:autograph_off]
def autograph_off(x, targets, w, scale, threshold, learning_rate):
    """Branches on a tensor where nothing turns ``if`` into a cond."""

    @tf.function(autograph=False)
    def step(batch, target, w, scale):
        with tf.GradientTape() as tape:
            squares = tf.square(tf.matmul(batch, w) - target)
            loss = tf.reduce_sum(squares)
            if loss > threshold:
                loss = tf.exp(scale) * tf.math.log(loss)
        return loss, tape.gradient(loss, [w, scale])

    return train(step, x, targets, w, scale, learning_rate)


# --8<-- [end:autograph_off]
# --8<-- [start:eager_none]
def eager_none(x, targets, w, scale, threshold, learning_rate):
    """Runs eagerly: the branch not taken was never recorded."""

    def step(batch, target, w, scale):
        with tf.GradientTape() as tape:
            squares = tf.square(tf.matmul(batch, w) - target)
            loss = tf.reduce_sum(squares)
            if loss > threshold:
                loss = tf.exp(scale) * tf.math.log(loss)
        return loss, [2.0 * g for g in tape.gradient(loss, [w, scale])]

    return train(step, x, targets, w, scale, learning_rate / 2)


# --8<-- [end:eager_none]
