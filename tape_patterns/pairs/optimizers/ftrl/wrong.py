"""What people write for ``FtrlOptimizer``, and what it gives."""

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
# --8<-- [start:weight_decay]
def weight_decay(
    x, targets, weights, learning_rates, power, start, l1, l2, shrinkage
):
    """Takes Keras' ``weight_decay`` for the shrinkage."""
    optimizer = tf.keras.optimizers.Ftrl(
        float(learning_rates[0]),
        learning_rate_power=power,
        initial_accumulator_value=start,
        l1_regularization_strength=l1,
        l2_regularization_strength=l2,
        weight_decay=2 * shrinkage,
    )
    return train(optimizer, x, targets, weights, learning_rates)


# --8<-- [end:weight_decay]
# --8<-- [start:shrinkage_added]
def shrinkage_added(
    x, targets, weights, learning_rates, power, start, l1, l2, shrinkage
):
    """Adds the shrinkage to l2: that one pulls, this one shrinks."""
    optimizer = tf.keras.optimizers.Ftrl(
        float(learning_rates[0]),
        learning_rate_power=power,
        initial_accumulator_value=start,
        l1_regularization_strength=l1,
        l2_regularization_strength=l2 + shrinkage,
    )
    return train(optimizer, x, targets, weights, learning_rates)


# --8<-- [end:shrinkage_added]
