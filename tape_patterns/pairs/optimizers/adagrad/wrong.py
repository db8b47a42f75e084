"""What people write for ``AdagradOptimizer``, and what it gives."""

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
    x, targets, weights, learning_rates, initial_accumulator_value
):
    """Leaves Keras' epsilon, which TF1 has not."""
    optimizer = tf.keras.optimizers.Adagrad(
        float(learning_rates[0]),
        initial_accumulator_value=initial_accumulator_value,
    )
    return train(optimizer, x, targets, weights, learning_rates)


# --8<-- [end:guessed]
# --8<-- [start:accumulator_at_zero]
def accumulator_at_zero(
    x, targets, weights, learning_rates, initial_accumulator_value
):
    """Starts the accumulator at zero, as the paper has it."""
    optimizer = tf.keras.optimizers.Adagrad(
        float(learning_rates[0]), initial_accumulator_value=0.0
    )
    return train(optimizer, x, targets, weights, learning_rates)


# --8<-- [end:accumulator_at_zero]
