"""The gradient of a Keras model in TF1: ``K.gradients``."""

import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

K = tf.keras.backend


def run(image, conv, dense, channel, rate, steps):
    """Change an image so that one channel of features grows."""
    filters, classes = len(conv[1]), len(dense[1])
    dtype = image.dtype.name
    with tf.Graph().as_default(), tf.Session().as_default():
        model = tf.keras.Sequential(
            [
                layers.InputLayer(image.shape[1:], dtype=dtype),
                layers.Conv2D(
                    filters,
                    3,
                    activation="tanh",
                    name="features",
                    dtype=dtype,
                ),
                layers.GlobalAveragePooling2D(dtype=dtype),
                layers.Dense(
                    classes, activation="softmax", dtype=dtype
                ),
            ]
        )
        model.set_weights(conv + dense)
        # --8<-- [start:pattern]
        features = model.get_layer("features").output
        loss = K.mean(K.square(features[..., channel]))
        gradient = K.gradients(loss, model.input)[0]
        size = K.mean(K.abs(gradient))
        gradient = gradient / K.maximum(size, 1e-7)
        loss_and_gradient = K.function([model.input], [loss, gradient])
        # --8<-- [end:pattern]
        found = []
        for _ in range(steps):
            found.append(loss_and_gradient([image]))
            image = image + image.dtype.type(rate) * found[-1][1]
        losses, gradients = zip(*found)
    return {
        "loss": np.stack(losses),
        "gradient": np.stack(gradients),
        "image": image,
    }
