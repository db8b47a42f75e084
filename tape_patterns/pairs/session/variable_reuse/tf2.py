"""Shared weights in TF2: one object, called twice."""

import numpy as np
import tensorflow as tf


def run(left, right, same, weights, learning_rate):
    """Train a siamese network on one batch of pairs at each step."""
    w_start, b_start = weights
    optimizer = tf.keras.optimizers.SGD(learning_rate)

    # --8<-- [start:pattern]
    class Encoder(tf.Module):
        def __init__(self):
            self.w = tf.Variable(w_start, name="w")
            self.b = tf.Variable(b_start, name="b")

        def __call__(self, x):
            return tf.tanh(tf.matmul(x, self.w) + self.b)

    encode = Encoder()

    def difference(x1, x2):
        return encode(x1) - encode(x2)

    # --8<-- [end:pattern]

    variables = [encode.w, encode.b]
    optimizer.build(variables)

    @tf.function
    def train_step(x1, x2, is_same):
        with tf.GradientTape() as tape:
            apart = difference(x1, x2)
            distance = tf.reduce_sum(tf.square(apart), axis=1)
            loss = tf.reduce_mean(tf.square(distance - is_same))
        gradients = tape.gradient(loss, variables)
        optimizer.apply_gradients(zip(gradients, variables))
        return distance, loss, *gradients

    steps = []
    for batch in zip(*map(tf.constant, (left, right, same))):
        outputs = [*train_step(*batch), *variables]
        steps.append([output.numpy() for output in outputs])
    names = ["distance", "loss", "dw", "db", "w", "b"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
