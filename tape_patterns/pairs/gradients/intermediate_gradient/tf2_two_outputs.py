"""Grad-CAM in TF2: a Keras model that also returns its layer."""

import tensorflow as tf


def build(shape, weights):
    """Return a Keras model with a convolution and two dense layers."""
    filters, w1, w2 = weights
    model = tf.keras.Sequential(
        [
            tf.keras.Input(shape),
            tf.keras.layers.Conv2D(
                filters.shape[3],
                filters.shape[:2],
                padding="same",
                activation="relu",
                use_bias=False,
                name="hidden",
            ),
            tf.keras.layers.Flatten(),
            tf.keras.layers.Dense(
                w1.shape[1], activation="tanh", use_bias=False
            ),
            tf.keras.layers.Dense(w2.shape[1], use_bias=False),
        ]
    )
    model.set_weights(weights)
    return model


def run(images, labels, weights):
    """Return a heat map of each image, from the hidden layer."""
    model = build(images.shape[1:], weights)
    outputs = [model.get_layer("hidden").output, *model.outputs]
    both = tf.keras.Model(model.inputs, outputs)

    @tf.function
    def grad_cam(image, label):
        with tf.GradientTape() as tape:
            # On the tape, since it was computed from the filters.
            hidden, logits = both(image)
            chosen = tf.one_hot(label, logits.shape[1])
            score = tf.reduce_sum(chosen * logits, axis=1)
        gradient = tape.gradient(score, hidden)
        pooled = tf.reduce_mean(gradient, axis=[1, 2], keepdims=True)
        heat_map = tf.nn.relu(tf.reduce_sum(pooled * hidden, axis=3))
        return hidden, gradient, heat_map

    hidden, gradient, heat_map = grad_cam(
        tf.constant(images), tf.constant(labels)
    )
    return {
        "hidden": hidden.numpy(),
        "gradient": gradient.numpy(),
        "heat_map": heat_map.numpy(),
    }
