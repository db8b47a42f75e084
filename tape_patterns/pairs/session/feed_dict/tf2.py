"""A fed step in TF2: arguments, one of them with a default."""

import numpy as np
import tensorflow as tf


def predict(x, w, middle):
    """Apply a linear model to centered inputs."""
    return tf.matmul(x - middle, w)


def run(pixels, labels, center, w, learning_rate):
    """Train on one batch of images at each step."""
    images, center = pixels / 255.0, tf.constant(center)
    w = tf.Variable(w)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build([w])

    # --8<-- [start:pattern]
    @tf.function
    def compute_loss(x, y, training=False):
        x, y = tf.cast(x, w.dtype), tf.cast(y, w.dtype)
        middle = tf.reduce_mean(x, axis=0) if training else center
        return tf.reduce_mean(tf.square(predict(x, w, middle) - y))

    @tf.function
    def train_step(x, y):
        with tf.GradientTape() as tape:
            loss = compute_loss(x, y, training=True)
        optimizer.apply_gradients([(tape.gradient(loss, w), w)])
        return loss

    # --8<-- [end:pattern]

    steps = []
    for x, y in zip(images, labels):
        outputs = [compute_loss(x, y), train_step(x, y), w]
        steps.append([output.numpy() for output in outputs])
    names = ["loss", "training_loss", "w"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
