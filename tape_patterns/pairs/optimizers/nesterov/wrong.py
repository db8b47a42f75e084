"""What people write for ``MomentumOptimizer``, and what it gives."""

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
def guessed(x, targets, weights, learning_rates, momentum):
    """Takes Keras' SGD: an old gradient keeps its old rate."""
    optimizer = tf.keras.optimizers.SGD(
        float(learning_rates[0]), momentum=momentum, nesterov=True
    )
    return train(optimizer, x, targets, weights, learning_rates)


# --8<-- [end:guessed]
# --8<-- [start:nesterov_lost]
def nesterov_lost(x, targets, weights, learning_rates, momentum):
    """Drops ``use_nesterov``: plain momentum."""
    optimizer = tf.keras.optimizers.SGD(
        float(learning_rates[0]), momentum=momentum
    )
    return train(optimizer, x, targets, weights, learning_rates)


# --8<-- [end:nesterov_lost]
