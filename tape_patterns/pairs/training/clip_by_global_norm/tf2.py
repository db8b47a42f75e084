"""``tf.clip_by_global_norm`` in TF2: the same call, after the tape."""

import numpy as np
import tensorflow as tf


def run(x, targets, weights, clip_norm, learning_rate):
    """Fit a network, with clipped gradients."""
    w1, b1, w2 = variables = [tf.Variable(w) for w in weights]
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)

    @tf.function
    def train_step(x, target):
        with tf.GradientTape() as tape:
            hidden = tf.tanh(tf.matmul(x, w1) + b1)
            error = tf.matmul(hidden, w2) - target
            loss = tf.reduce_sum(tf.square(error))
        gradients = tape.gradient(loss, variables)
        clipped, norm = tf.clip_by_global_norm(gradients, clip_norm)
        optimizer.apply_gradients(zip(clipped, variables))
        return loss, norm

    # --8<-- [end:pattern]

    steps = []
    for batch in zip(tf.constant(x), tf.constant(targets)):
        outputs = [*train_step(*batch), *variables]
        steps.append([output.numpy() for output in outputs])
    names = ["loss", "norm", "w1", "b1", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
