"""Proximal gradient descent in TF2, with TF1's numbers."""

import numpy as np
import tensorflow as tf

from tape_patterns.optimizers import ProximalGradientDescent


def run(x, targets, weights, learning_rates, l1, l2):
    """Train a network; each step has its batch and its rate."""
    w1, b1, w2 = variables = [tf.Variable(w) for w in weights]
    optimizer = ProximalGradientDescent(
        float(learning_rates[0]),
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

    found = dict(zip(("w1", "b1", "w2"), variables))
    steps = []
    batches = zip(tf.constant(x), tf.constant(targets))
    for batch, rate in zip(batches, learning_rates):
        optimizer.learning_rate = rate
        train_step(*batch)
        steps.append({k: v.numpy() for k, v in found.items()})
    return {k: np.stack([step[k] for step in steps]) for k in found}
