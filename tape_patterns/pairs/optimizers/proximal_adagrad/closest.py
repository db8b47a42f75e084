"""Keras' Adagrad, and the proximal step after it."""

import numpy as np
import tensorflow as tf


def shrink(variable, rate, l1, l2):
    """Move towards zero by ``rate * l1``, and scale for l2."""
    size = tf.maximum(tf.abs(variable) - rate * l1, 0.0)
    variable.assign(tf.sign(variable) * size / (1.0 + rate * l2))


def run(x, targets, weights, learning_rates, start, l1, l2):
    """Train a network; each step has its batch and its rate."""
    w1, b1, w2 = variables = [tf.Variable(w) for w in weights]
    optimizer = tf.keras.optimizers.Adagrad(
        float(learning_rates[0]),
        initial_accumulator_value=start,
        epsilon=0.0,
    )
    optimizer.build(variables)
    accumulators = [
        variable
        for variable in optimizer.variables
        if variable.name.endswith("accumulator")
    ]

    @tf.function
    def train_step(batch, target):
        with tf.GradientTape() as tape:
            hidden = tf.tanh(tf.matmul(batch, w1) + b1)
            error = tf.matmul(hidden, w2) - target
            loss = tf.reduce_sum(tf.square(error))
        gradients = tape.gradient(loss, variables)
        optimizer.apply_gradients(zip(gradients, variables))
        for variable, accumulator in zip(variables, accumulators):
            rate = optimizer.learning_rate * tf.math.rsqrt(accumulator)
            shrink(variable, rate, l1, l2)

    steps = []
    batches = zip(tf.constant(x), tf.constant(targets))
    for batch, rate in zip(batches, learning_rates):
        optimizer.learning_rate = rate
        train_step(*batch)
        steps.append([v.numpy() for v in variables])
    names = ("w1", "b1", "w2")
    return {k: np.stack(v) for k, v in zip(names, zip(*steps))}
