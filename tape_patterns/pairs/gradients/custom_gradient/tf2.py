"""Gradient reversal and a stable log(1 + e^x) in TF2."""

import numpy as np
import tensorflow as tf


@tf.custom_gradient
def log1pexp(x):
    """Compute log(1 + e^x); its gradient never is NaN."""
    e = tf.exp(x)

    def gradient(upstream):
        return upstream * (1.0 - 1.0 / (1.0 + e))

    return tf.where(x > 30.0, x, tf.math.log1p(e)), gradient


def loss_of(points, domains, w, critic):
    """Return the critic's loss on the features of points."""
    features = tf.tanh(tf.matmul(points, w))
    return tf.reduce_sum(log1pexp(-domains * critic(features)))


def run(points, domains, w, v, reversal, learning_rate, steps):
    """Hide from a critic which domain each point comes from."""
    w = tf.Variable(w)
    v = tf.Variable(v)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build([w, v])

    # Reads v once: the gradient must see the same value.
    # --8<-- [start:pattern]
    @tf.custom_gradient
    def critic(features):
        def gradient(upstream, variables=None):
            by_v = tf.matmul(features, upstream, transpose_a=True)
            down = tf.matmul(upstream, weights, transpose_b=True)
            return -reversal * down, [by_v]

        weights = v.read_value()
        return tf.matmul(features, weights), gradient

    @tf.function
    def train_step(points, domains):
        with tf.GradientTape() as tape:
            loss = loss_of(points, domains, w, critic)
        gradients = tape.gradient(loss, [w, v])
        optimizer.apply_gradients(zip(gradients, [w, v]))
        # --8<-- [end:pattern]
        return loss, *gradients

    points, domains = tf.constant(points), tf.constant(domains)
    outputs = []
    for _ in range(steps):
        step = [*train_step(points, domains), w, v]
        outputs.append([output.numpy() for output in step])
    names = ["loss", "dw", "dv", "w", "v"]
    return {n: np.stack(o) for n, o in zip(names, zip(*outputs))}
