"""Clip each gradient in TF2 by Keras: ``clipnorm``, ``clipvalue``."""

import numpy as np
import tensorflow as tf


def run(x, targets, weights, limit, learning_rate):
    """Clip by norm and by value in turns."""
    w1, b1, w2 = [tf.Variable(w) for w in weights]
    unused = tf.Variable(weights[0])
    variables = [w1, b1, w2, unused]

    # --8<-- [start:pattern]
    sgd = tf.keras.optimizers.SGD
    by_norm = sgd(learning_rate, clipnorm=limit)
    by_value = sgd(learning_rate, clipvalue=limit)
    by_norm.build(variables)
    by_value.build(variables)

    @tf.function
    def train_step(x, target, optimizer):
        with tf.GradientTape() as tape:
            hidden = tf.tanh(tf.matmul(x, w1) + b1)
            error = tf.matmul(hidden, w2) - target
            loss = tf.reduce_sum(tf.square(error))
        pairs = zip(tape.gradient(loss, variables), variables)
        known = [(g, v) for g, v in pairs if g is not None]
        optimizer.apply_gradients(known)
        return loss

    # --8<-- [end:pattern]

    steps = []
    batches = zip(tf.constant(x), tf.constant(targets))
    for n, batch in enumerate(batches):
        optimizer = by_value if n % 2 else by_norm
        outputs = [train_step(*batch, optimizer), *variables]
        steps.append([output.numpy() for output in outputs])
    names = ["loss", "w1", "b1", "w2", "unused"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
