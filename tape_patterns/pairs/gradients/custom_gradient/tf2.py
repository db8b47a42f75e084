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


def run(points, domains, w, v, reversal, learning_rate, steps):
    """Hide from a critic which domain each point comes from."""
    w = tf.Variable(w)
    v = tf.Variable(v)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build([w, v])

    @tf.custom_gradient
    def critic(features):
        # Read once: the gradient must see the same value.
        weights = v.read_value()

        def gradient(upstream, variables=None):
            by_v = tf.matmul(features, upstream, transpose_a=True)
            down = tf.matmul(upstream, weights, transpose_b=True)
            return -reversal * down, [by_v]

        return tf.matmul(features, weights), gradient

    @tf.function
    def train_step(points, domains):
        with tf.GradientTape() as tape:
            features = tf.tanh(tf.matmul(points, w))
            loss = tf.reduce_sum(log1pexp(-domains * critic(features)))
        gradients = tape.gradient(loss, [w, v])
        optimizer.apply_gradients(zip(gradients, [w, v]))
        return loss

    points, domains = tf.constant(points), tf.constant(domains)
    outputs = []
    for _ in range(steps):
        loss = train_step(points, domains)
        outputs.append([loss.numpy(), w.numpy(), v.numpy()])
    names = ["loss", "w", "v"]
    return {n: np.stack(o) for n, o in zip(names, zip(*outputs))}
