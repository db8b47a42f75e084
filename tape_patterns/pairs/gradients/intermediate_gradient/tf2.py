"""Grad-CAM in TF2: the tape opens at the hidden layer."""

import tensorflow as tf


def convolve(image, filters):
    """Apply the convolution at the bottom of the network."""
    return tf.nn.conv2d(image, filters, strides=1, padding="SAME")


def classify(hidden, w1, w2):
    """Return the logits, by the two layers at the top."""
    rows = tf.reshape(hidden, [-1, w1.shape[0]])
    return tf.matmul(tf.tanh(tf.matmul(rows, w1)), w2)


def score_of(logits, label):
    """Return the logit of each image's label."""
    chosen = tf.one_hot(label, logits.shape[1], dtype=logits.dtype)
    return tf.reduce_sum(chosen * logits, axis=1)


def run(images, labels, weights):
    """Return a heat map of each image, from the hidden layer."""
    filters, w1, w2 = [tf.Variable(weight) for weight in weights]

    # --8<-- [start:pattern]
    @tf.function
    def grad_cam(image, label):
        hidden = tf.nn.relu(convolve(image, filters))
        with tf.GradientTape() as tape:
            tape.watch(hidden)
            logits = classify(hidden, w1, w2)
            score = score_of(logits, label)
        gradient = tape.gradient(score, hidden)
        alpha = tf.reduce_mean(gradient, axis=[1, 2], keepdims=True)
        heat_map = tf.nn.relu(tf.reduce_sum(alpha * hidden, axis=3))
        return hidden, score, gradient, heat_map

    # --8<-- [end:pattern]

    outputs = grad_cam(tf.constant(images), tf.constant(labels))
    names = ["hidden", "score", "gradient", "heat_map"]
    return {name: v.numpy() for name, v in zip(names, outputs)}
