"""What people write for ``K.gradients``, and what it gives."""

import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

K = tf.keras.backend


def features_of(image, conv):
    """Return the layer of features, as a model."""
    layer = layers.Conv2D(len(conv[1]), 3, activation="tanh")
    model = tf.keras.Sequential([layers.Input(image.shape[1:]), layer])
    model.set_weights(conv)
    return model


def scaled(gradient):
    """Divide a gradient by its mean magnitude."""
    size = tf.reduce_mean(tf.abs(gradient))
    return gradient / tf.maximum(size, 1e-7)


# --8<-- [start:symbolic_gradient]
def symbolic_gradient(image, conv, dense, channel, rate, steps):
    """Keeps ``K.gradients`` on the model's symbolic tensors."""
    features = features_of(image, conv)
    loss = K.mean(K.square(features.outputs[0][..., channel]))
    return K.gradients(loss, features.inputs[0])


# --8<-- [end:symbolic_gradient]
# --8<-- [start:gradients_of_values]
def gradients_of_values(image, conv, dense, channel, rate, steps):
    """Keeps ``K.gradients``, on values of the model."""
    features = features_of(image, conv)
    for _ in range(steps):
        loss = K.mean(K.square(features(image)[..., channel]))
        image += rate * scaled(K.gradients(loss, image)[0])


# --8<-- [end:gradients_of_values]
# --8<-- [start:predict_under_tape]
def predict_under_tape(image, conv, dense, channel, rate, steps):
    """Calls ``predict``: it returns NumPy, so no tape sees it."""
    features = features_of(image, conv)
    image = tf.constant(image)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            tape.watch(image)
            chosen = features.predict(image, verbose=0)[..., channel]
            loss = tf.reduce_mean(tf.square(chosen))
        image += rate * scaled(tape.gradient(loss, image))


# --8<-- [end:predict_under_tape]
# --8<-- [start:image_not_an_argument]
def image_not_an_argument(image, conv, dense, channel, rate, steps):
    """Captures the image: the trace keeps the first one."""
    features = features_of(image, conv)
    image, found = tf.constant(image), []

    @tf.function
    def loss_and_gradient():
        with tf.GradientTape() as tape:
            tape.watch(image)
            chosen = features(image)[..., channel]
            loss = tf.reduce_mean(tf.square(chosen))
        return loss, scaled(tape.gradient(loss, image))

    for _ in range(steps):
        found.append(loss_and_gradient())
        image += rate * found[-1][1]
    losses, gradients = zip(*found)
    return {
        "loss": np.stack(losses),
        "gradient": np.stack(gradients),
        "image": image.numpy(),
    }


# --8<-- [end:image_not_an_argument]
