"""What people write for ``AdagradDAOptimizer``, and what it gives."""

import numpy as np
import tensorflow as tf


# --8<-- [start:train]
def train(optimizer, penalty, x, targets, weights, learning_rates):
    """Train with ``penalty(weight)`` in the loss."""
    w1, b1, w2 = variables = [tf.Variable(w) for w in weights]
    optimizer.build(variables)

    @tf.function
    def train_step(batch, target):
        with tf.GradientTape() as tape:
            hidden = tf.tanh(tf.matmul(batch, w1) + b1)
            error = tf.matmul(hidden, w2) - target
            loss = tf.reduce_sum(tf.square(error))
            loss += sum(penalty(variable) for variable in variables)
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
def guessed(x, targets, weights, learning_rates, start, l1, l2):
    """Takes Adagrad: it moves the weights, not the sum."""
    optimizer = tf.keras.optimizers.Adagrad(
        float(learning_rates[0]), initial_accumulator_value=start
    )

    def penalty(weight):
        return 0.0

    return train(
        optimizer, penalty, x, targets, weights, learning_rates
    )


# --8<-- [end:guessed]
# --8<-- [start:loss_penalty]
def loss_penalty(x, targets, weights, learning_rates, start, l1, l2):
    """Takes Adagrad, with l1 and l2 as penalties in the loss."""
    optimizer = tf.keras.optimizers.Adagrad(
        float(learning_rates[0]),
        initial_accumulator_value=start,
        epsilon=0.0,
    )

    def penalty(weight):
        squares = tf.reduce_sum(tf.square(weight))
        return l1 * tf.reduce_sum(tf.abs(weight)) + l2 / 2 * squares

    return train(
        optimizer, penalty, x, targets, weights, learning_rates
    )


# --8<-- [end:loss_penalty]
