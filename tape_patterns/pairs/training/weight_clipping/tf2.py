"""Weights clipped in TF2: ``assign`` below ``apply_gradients``."""

import numpy as np
import tensorflow as tf


def critic(x, variables):
    """Return how real each row looks, between -1 and 1."""
    w1, w2 = variables
    return tf.tanh(tf.matmul(tf.tanh(tf.matmul(x, w1)), w2))


def run(real, fake, weights, c, learning_rate):
    """Train a critic on one batch of each kind at each step."""
    variables = [tf.Variable(w) for w in weights]

    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)

    @tf.function
    def train_step(real, fake):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(critic(fake, variables))
            loss -= tf.reduce_mean(critic(real, variables))
        gradients = tape.gradient(loss, variables)
        optimizer.apply_gradients(zip(gradients, variables))
        for w in variables:
            w.assign(tf.clip_by_value(w, -c, c))
        return loss

    # --8<-- [end:pattern]

    steps = []
    for batch in zip(tf.constant(real), tf.constant(fake)):
        outputs = [train_step(*batch), *variables]
        steps.append([output.numpy() for output in outputs])
    names = ["loss", "w1", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
