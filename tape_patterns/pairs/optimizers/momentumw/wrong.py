"""What people write for ``MomentumWOptimizer``, and what it gives."""

import numpy as np
import tensorflow as tf


# --8<-- [start:train]
def train(optimizer, x, targets, weights, learning_rates):
    """Train as ``tf2.py`` does, with another optimizer."""
    w1, b1, w2 = variables = [tf.Variable(w) for w in weights]
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


# --8<-- [end:train]
# --8<-- [start:guessed]
def guessed(
    x,
    targets,
    weights,
    learning_rates,
    weight_decay,
    momentum,
    nesterov,
):
    """Passes the same ``weight_decay``: Keras scales it by the rate."""
    optimizer = tf.keras.optimizers.SGD(
        float(learning_rates[0]),
        momentum=momentum,
        nesterov=nesterov,
        weight_decay=weight_decay,
    )
    return train(optimizer, x, targets, weights, learning_rates)


# --8<-- [end:guessed]
# --8<-- [start:divided_by_rate]
def divided_by_rate(
    x,
    targets,
    weights,
    learning_rates,
    weight_decay,
    momentum,
    nesterov,
):
    """Divides by the first rate: right until the rate changes."""
    optimizer = tf.keras.optimizers.SGD(
        float(learning_rates[0]),
        momentum=momentum,
        nesterov=nesterov,
        weight_decay=weight_decay / float(learning_rates[0]),
    )
    return train(optimizer, x, targets, weights, learning_rates)


# --8<-- [end:divided_by_rate]
