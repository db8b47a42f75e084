"""The gradient of a Keras model in TF2: a tape around the call."""

import numpy as np
import tensorflow as tf
from tensorflow.keras import layers


def run(image, conv, dense, channel, rate, steps):
    """Change an image so that one channel of features grows."""
    filters, classes = len(conv[1]), len(dense[1])
    dtype = image.dtype.name
    model = tf.keras.Sequential(
        [
            layers.Input(image.shape[1:], dtype=dtype),
            layers.Conv2D(
                filters,
                3,
                activation="tanh",
                name="features",
                dtype=dtype,
            ),
            layers.GlobalAveragePooling2D(dtype=dtype),
            layers.Dense(classes, activation="softmax", dtype=dtype),
        ]
    )
    model.set_weights(conv + dense)
    # --8<-- [start:pattern]
    features = model.get_layer("features").output
    features = tf.keras.Model(model.inputs, features)

    @tf.function
    def loss_and_gradient(image):
        with tf.GradientTape() as tape:
            tape.watch(image)
            chosen = features(image)[..., channel]
            loss = tf.reduce_mean(tf.square(chosen))
        gradient = tape.gradient(loss, image)
        size = tf.reduce_mean(tf.abs(gradient))
        gradient = gradient / tf.maximum(size, 1e-7)
        return loss, gradient

    # --8<-- [end:pattern]

    image, found = tf.constant(image), []
    for _ in range(steps):
        found.append(loss_and_gradient(image))
        image += rate * found[-1][1]
    losses, gradients = zip(*found)
    return {
        "loss": np.stack(losses),
        "gradient": np.stack(gradients),
        "image": image.numpy(),
    }
