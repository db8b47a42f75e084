"""A condition in the loss in TF2: ``tf.cond``, written out."""

import numpy as np
import tensorflow as tf


def run(x, targets, w, scale, threshold, learning_rate):
    """Fit by squares; by their scaled logarithm while far off."""
    w, scale = tf.Variable(w), tf.Variable(scale)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build([w, scale])

    # --8<-- [start:pattern]
    @tf.function
    def train_step(batch, target):
        with tf.GradientTape() as tape:
            squares = tf.square(tf.matmul(batch, w) - target)
            total = tf.reduce_sum(squares)
            loss = tf.cond(
                total > threshold,
                lambda: tf.exp(scale) * tf.math.log(total),
                lambda: total,
            )
        # Zeros for the other branch; eager code would give None.
        gradients = tape.gradient(
            loss, [w, scale], unconnected_gradients="zero"
        )
        optimizer.apply_gradients(zip(gradients, [w, scale]))
        return loss, *gradients

    # --8<-- [end:pattern]

    steps = []
    for batch in zip(tf.constant(x), tf.constant(targets)):
        outputs = [*train_step(*batch), w, scale]
        steps.append([output.numpy() for output in outputs])
    names = ["loss", "dw", "dscale", "w", "scale"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
