"""Keras' Adamax with TF1's epsilon, betas rounded to float32."""

import numpy as np
import tensorflow as tf


def run(x, targets, weights, learning_rates, beta1, beta2, epsilon):
    """Train a network; each step has its batch and its rate."""
    w1, b1, w2 = variables = [tf.Variable(w) for w in weights]
    # TF1 rounds both to float32 before it subtracts them from 1.
    beta1, beta2 = float(np.float32(beta1)), float(np.float32(beta2))
    optimizer = tf.keras.optimizers.Adamax(
        float(learning_rates[0]),
        beta_1=beta1,
        beta_2=beta2,
        epsilon=epsilon,
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
