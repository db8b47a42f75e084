"""A global norm in TF2 by Keras: ``global_clipnorm``."""

import numpy as np
import tensorflow as tf


def run(x, targets, weights, clip_norm, learning_rate):
    """Fit a network, with clipped gradients."""
    w1, b1, w2 = variables = [tf.Variable(w) for w in weights]
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.SGD(
        learning_rate, global_clipnorm=clip_norm
    )
    optimizer.build(variables)

    @tf.function
    def train_step(x, target):
        with tf.GradientTape() as tape:
            hidden = tf.tanh(tf.matmul(x, w1) + b1)
            error = tf.matmul(hidden, w2) - target
            loss = tf.reduce_sum(tf.square(error))
        gradients = tape.gradient(loss, variables)
        norm = tf.linalg.global_norm(gradients)
        optimizer.apply_gradients(zip(gradients, variables))
        return loss, norm

    # --8<-- [end:pattern]

    steps = []
    for batch in zip(tf.constant(x), tf.constant(targets)):
        outputs = [*train_step(*batch), *variables]
        steps.append([output.numpy() for output in outputs])
    names = ["loss", "norm", "w1", "b1", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
