"""A moving average in TF2: applied before the first step as well."""

import numpy as np
import tensorflow as tf


def loss_of(x, y, weights):
    """Return the squared error of a network."""
    w1, w2 = weights
    error = tf.matmul(tf.tanh(tf.matmul(x, w1)), w2) - y
    return tf.reduce_mean(tf.square(error))


def run(x, y, weights, decay, counted, learning_rate):
    """Train and average; evaluate each step with the averages."""
    xs, ys = x, y
    weights = [tf.Variable(w) for w in weights]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(weights)
    num_updates = optimizer.iterations if counted else None

    # --8<-- [start:pattern]
    ema = tf.train.ExponentialMovingAverage(decay, num_updates)
    ema.apply(weights)

    @tf.function
    def train_step(x, y):
        with tf.GradientTape() as tape:
            loss = loss_of(x, y, weights)
        optimizer.apply(tape.gradient(loss, weights), weights)
        ema.apply(weights)
        return loss

    def swap():
        for w in weights:
            kept = tf.identity(w)
            w.assign(ema.average(w))
            ema.average(w).assign(kept)

    # --8<-- [end:pattern]

    @tf.function
    def evaluate(x, y):
        return loss_of(x, y, weights)

    steps = []
    for batch in zip(tf.constant(xs), tf.constant(ys)):
        outputs = [train_step(*batch)]
        swap()
        outputs.append(evaluate(*batch))
        swap()
        outputs += [*weights, *map(ema.average, weights)]
        steps.append([output.numpy() for output in outputs])
    names = ["loss", "evaluated", "w1", "w2", "average1", "average2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
