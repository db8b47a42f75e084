"""Keras' Adagrad, without its epsilon."""

import numpy as np
import tensorflow as tf


def run(x, targets, weights, learning_rates, initial_accumulator_value):
    """Train a network; each step has its batch and its rate."""
    w1, b1, w2 = variables = [tf.Variable(w) for w in weights]
    optimizer = tf.keras.optimizers.Adagrad(
        float(learning_rates[0]),
        initial_accumulator_value=initial_accumulator_value,
        epsilon=0.0,
    )
    optimizer.build(variables)

    @tf.function
    def train_step(batch, target):
        with tf.GradientTape() as tape:
            hidden = tf.tanh(tf.matmul(batch, w1) + b1)
            error = tf.matmul(hidden, w2) - target
            loss = tf.reduce_sum(tf.square(error))
        gradients = tape.gradient(loss, variables)
        optimizer.apply_gradients(zip(gradients, variables))

    steps = []
    batches = zip(tf.constant(x), tf.constant(targets))
    for batch, rate in zip(batches, learning_rates):
        optimizer.learning_rate = rate
        train_step(*batch)
        steps.append([v.numpy() for v in variables])
    names = ("w1", "b1", "w2")
    return {k: np.stack(v) for k, v in zip(names, zip(*steps))}
