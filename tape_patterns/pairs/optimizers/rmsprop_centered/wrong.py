"""What people write for ``RMSPropOptimizer``, and what it gives."""

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
    x, targets, weights, learning_rates, decay, momentum, epsilon
):
    """Renames ``decay`` to ``rho``: another start, another epsilon."""
    optimizer = tf.keras.optimizers.RMSprop(
        float(learning_rates[0]),
        rho=decay,
        momentum=momentum,
        centered=True,
    )
    return train(optimizer, x, targets, weights, learning_rates)


# --8<-- [end:guessed]
# --8<-- [start:epsilon_mended]
def epsilon_mended(
    x, targets, weights, learning_rates, decay, momentum, epsilon
):
    """Passes epsilon too: the mean square starts at zero."""
    optimizer = tf.keras.optimizers.RMSprop(
        float(learning_rates[0]),
        rho=decay,
        momentum=momentum,
        epsilon=epsilon,
        centered=True,
    )
    return train(optimizer, x, targets, weights, learning_rates)


# --8<-- [end:epsilon_mended]
# --8<-- [start:decay_kept]
def decay_kept(
    x, targets, weights, learning_rates, decay, momentum, epsilon
):
    """Keeps the name ``decay``: Keras 3 warns and ignores it."""
    optimizer = tf.keras.optimizers.RMSprop(
        float(learning_rates[0]),
        decay=decay,
        momentum=momentum,
        centered=True,
    )
    return train(optimizer, x, targets, weights, learning_rates)


# --8<-- [end:decay_kept]
