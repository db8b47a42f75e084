"""A learning rate for each step in TF2: assigned in the step."""

import numpy as np
import tensorflow as tf


def run(x, y, rates, w):
    """Train on one batch at each step, with a rate of its own."""
    xs, ys = x, y
    w = tf.Variable(w)

    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.SGD(learning_rate=0.0)
    optimizer.build([w])

    @tf.function
    def train_step(x, y, rate):
        optimizer.learning_rate.assign(rate)
        with tf.GradientTape() as tape:
            error = tf.matmul(x, w) - y
            loss = tf.reduce_mean(tf.square(error))
        gradient = tape.gradient(loss, w)
        optimizer.apply_gradients([(gradient, w)])
        return loss

    # --8<-- [end:pattern]

    steps = []
    # Tensors: each Python number would be traced anew.
    rates = tf.constant(rates, tf.float32)
    for batch in zip(tf.constant(xs), tf.constant(ys), rates):
        steps.append([train_step(*batch).numpy(), w.numpy()])
    names = ["loss", "w"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
