"""A fed step in TF2: the signature casts arrays as placeholders did."""

import numpy as np
import tensorflow as tf


def predict(x, w, middle):
    """Apply a linear model to centered inputs."""
    return tf.matmul(x - middle, w)


def run(pixels, labels, center, w, learning_rate):
    """Train on one batch of images at each step."""
    images, features = pixels / 255.0, pixels.shape[2]
    center, w = tf.constant(center), tf.Variable(w)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build([w])

    def compute_loss(x, y, training=False):
        middle = tf.reduce_mean(x, axis=0) if training else center
        return tf.reduce_mean(tf.square(predict(x, w, middle) - y))

    # --8<-- [start:pattern]
    signature = [
        tf.TensorSpec([None, features], w.dtype),
        tf.TensorSpec([None, 1], w.dtype),
    ]
    evaluate = tf.function(compute_loss, input_signature=signature)

    @tf.function(input_signature=signature)
    def train_step(x, y):
        with tf.GradientTape() as tape:
            loss = compute_loss(x, y, training=True)
        optimizer.apply_gradients([(tape.gradient(loss, w), w)])
        return loss

    # --8<-- [end:pattern]

    steps = []
    for x, y in zip(images, labels):
        outputs = [evaluate(x, y), train_step(x, y), w]
        steps.append([output.numpy() for output in outputs])
    names = ["loss", "training_loss", "w"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
