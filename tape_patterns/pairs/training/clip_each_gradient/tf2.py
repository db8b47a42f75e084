"""Clip each gradient in TF2: the same calls, after the tape."""

import numpy as np
import tensorflow as tf


def run(x, targets, weights, limit, learning_rate):
    """Clip by norm and by value in turns."""
    w1, b1, w2 = [tf.Variable(w) for w in weights]
    unused = tf.Variable(weights[0])
    variables = [w1, b1, w2, unused]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)

    # --8<-- [start:pattern]
    def by_norm(g):
        return tf.clip_by_norm(g, limit)

    def by_value(g):
        return tf.clip_by_value(g, -limit, limit)

    @tf.function
    def train_step(x, target, clip):
        with tf.GradientTape() as tape:
            hidden = tf.tanh(tf.matmul(x, w1) + b1)
            error = tf.matmul(hidden, w2) - target
            loss = tf.reduce_sum(tf.square(error))
        pairs = zip(tape.gradient(loss, variables), variables)
        known = [(clip(g), v) for g, v in pairs if g is not None]
        optimizer.apply_gradients(known)
        return loss

    # --8<-- [end:pattern]

    steps = []
    batches = zip(tf.constant(x), tf.constant(targets))
    for n, batch in enumerate(batches):
        clip = by_value if n % 2 else by_norm
        outputs = [train_step(*batch, clip), *variables]
        steps.append([output.numpy() for output in outputs])
    names = ["loss", "w1", "b1", "w2", "unused"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
