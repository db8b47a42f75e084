"""A gradient penalty in TF2: one tape inside the other."""

import numpy as np
import tensorflow as tf


def network(x, weights):
    """Apply a hidden layer and an output."""
    w1, w2 = weights
    return tf.matmul(tf.tanh(tf.matmul(x, w1)), w2)


def run(x, y, w1, w2, learning_rate, steps):
    """Descend on the squared error plus its squared input gradient."""
    weights = [tf.Variable(w) for w in (w1, w2)]
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(weights)

    @tf.function
    def train_step(x, y):
        with tf.GradientTape() as tape:
            with tf.GradientTape() as input_tape:
                input_tape.watch(x)
                error = tf.reduce_sum(
                    tf.square(network(x, weights) - y)
                )
            dx = input_tape.gradient(error, x)
            loss = error + 0.1 * tf.reduce_sum(tf.square(dx))
        gradients = tape.gradient(loss, weights)
        optimizer.apply_gradients(zip(gradients, weights))
        return [loss, dx, *gradients]

    # --8<-- [end:pattern]

    x, y = tf.constant(x), tf.constant(y)
    found = [train_step(x, y) for _ in range(steps)]
    names = ["loss", "dx", "dw1", "dw2"]
    outputs = {name: np.stack(v) for name, v in zip(names, zip(*found))}
    w1, w2 = weights
    return dict(outputs, w1=w1.numpy(), w2=w2.numpy())
