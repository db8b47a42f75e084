"""What people write for this optimizer, and what it gives."""

import numpy as np
import tensorflow as tf


# --8<-- [start:train]
def train(optimizer, x, targets, weights, learning_rates, frozen):
    """Train as ``tf2.py`` does, by assigned or by ``frozen`` rates."""
    w1, b1, w2 = variables = [tf.Variable(w) for w in weights]
    optimizer.build(variables)
    rate = learning_rates[0]

    @tf.function
    def train_step(batch, target):
        with tf.GradientTape() as tape:
            hidden = tf.tanh(tf.matmul(batch, w1) + b1)
            error = tf.matmul(hidden, w2) - target
            loss = tf.reduce_sum(tf.square(error))
        gradients = tape.gradient(loss, variables)
        if frozen:
            optimizer.learning_rate = rate
        optimizer.apply_gradients(zip(gradients, variables))

    steps = []
    batches = zip(tf.constant(x), tf.constant(targets))
    for batch, this_rate in zip(batches, learning_rates):
        rate = this_rate
        train_step(*batch)
        steps.append([v.numpy() for v in variables])
    names = ("w1", "b1", "w2")
    return {k: np.stack(v) for k, v in zip(names, zip(*steps))}


# --8<-- [end:train]
# --8<-- [start:rate_traced]
def rate_traced(x, targets, weights, learning_rates):
    """Assigns a Python number in the step: it is read at tracing."""
    optimizer = tf.keras.optimizers.SGD(float(learning_rates[0]))
    return train(optimizer, x, targets, weights, learning_rates, True)


# --8<-- [end:rate_traced]
# --8<-- [start:decay_argument]
def decay_argument(x, targets, weights, learning_rates):
    """Passes Keras 2's ``decay``: Keras 3 warns and ignores it."""
    first, second = (
        learning_rates[0],
        learning_rates[min(1, len(x) - 1)],
    )
    optimizer = tf.keras.optimizers.SGD(
        float(first), decay=float(first / second - 1)
    )
    return train(optimizer, x, targets, weights, learning_rates, False)


# --8<-- [end:decay_argument]
