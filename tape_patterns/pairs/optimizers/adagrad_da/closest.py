"""Keras' Ftrl: the nearest of other algorithms."""

import numpy as np
import tensorflow as tf


def run(x, targets, weights, learning_rates, start, l1, l2):
    """Train a network; each step has its batch and its rate."""
    w1, b1, w2 = variables = [tf.Variable(w) for w in weights]
    optimizer = tf.keras.optimizers.Ftrl(
        float(learning_rates[0]),
        initial_accumulator_value=start,
        l1_regularization_strength=l1,
        l2_regularization_strength=l2,
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
