"""Grad-CAM in TF2: a Keras model that also returns its layer."""

import tensorflow as tf


def build(shape, weights):
    """Return a Keras model with a convolution and two dense layers."""
    filters, w1, w2 = weights
    dtype = filters.dtype.name
    model = tf.keras.Sequential(
        [
            tf.keras.Input(shape, dtype=dtype),
            tf.keras.layers.Conv2D(
                filters.shape[3],
                filters.shape[:2],
                padding="same",
                activation="relu",
                use_bias=False,
                name="hidden",
                dtype=dtype,
            ),
            tf.keras.layers.Flatten(dtype=dtype),
            tf.keras.layers.Dense(
                w1.shape[1],
                activation="tanh",
                use_bias=False,
                dtype=dtype,
            ),
            tf.keras.layers.Dense(
                w2.shape[1], use_bias=False, dtype=dtype
            ),
        ]
    )
    model.set_weights(weights)
    return model


def score_of(logits, label):
    """Return the logit of each image's label."""
    chosen = tf.one_hot(label, logits.shape[1], dtype=logits.dtype)
    return tf.reduce_sum(chosen * logits, axis=1)


def run(images, labels, weights):
    """Return a heat map of each image, from the hidden layer."""
    model = build(images.shape[1:], weights)
    # --8<-- [start:pattern]
    outputs = [model.get_layer("hidden").output, *model.outputs]
    both = tf.keras.Model(model.inputs, outputs)

    @tf.function
    def grad_cam(image, label):
        with tf.GradientTape() as tape:
            # On the tape, since it was computed from the filters.
            hidden, logits = both(image)
            score = score_of(logits, label)
        gradient = tape.gradient(score, hidden)
        alpha = tf.reduce_mean(gradient, axis=[1, 2], keepdims=True)
        heat_map = tf.nn.relu(tf.reduce_sum(alpha * hidden, axis=3))
        return hidden, score, gradient, heat_map

    # --8<-- [end:pattern]

    outputs = grad_cam(tf.constant(images), tf.constant(labels))
    names = ["hidden", "score", "gradient", "heat_map"]
    return {name: v.numpy() for name, v in zip(names, outputs)}
