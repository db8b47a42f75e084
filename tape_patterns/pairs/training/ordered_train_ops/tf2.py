"""Ordered updates in TF2: the order of the lines."""

import numpy as np
import tensorflow as tf


def loss_of(x, y, w1, w2):
    """Return the squared error of a network."""
    error = tf.matmul(tf.tanh(tf.matmul(x, w1)), w2) - y
    return tf.reduce_mean(tf.square(error))


def run(x, y, weights, learning_rate):
    """Train the head after the body, on one batch at each step."""
    xs, ys = x, y
    w1, w2 = (tf.Variable(w) for w in weights)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build([w1, w2])

    # --8<-- [start:pattern]
    @tf.function
    def train_step(x, y):
        with tf.GradientTape() as tape:
            before = loss_of(x, y, w1, w2)
        gradient = tape.gradient(before, w1)
        optimizer.apply_gradients([(gradient, w1)])

        with tf.GradientTape() as tape:
            between = loss_of(x, y, w1, w2)
        gradient = tape.gradient(between, w2)
        optimizer.apply_gradients([(gradient, w2)])
        return before, between

    # --8<-- [end:pattern]

    steps = []
    for batch in zip(tf.constant(xs), tf.constant(ys)):
        outputs = [*train_step(*batch), w1, w2]
        steps.append([output.numpy() for output in outputs])
    names = ["before", "between", "w1", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
