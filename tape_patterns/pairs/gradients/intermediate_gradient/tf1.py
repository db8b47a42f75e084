"""Grad-CAM in TF1: ``tf.gradients(score, hidden)``."""

import tensorflow.compat.v1 as tf


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
    with tf.Graph().as_default():
        image = tf.placeholder(images.dtype, (None,) + images.shape[1:])
        label = tf.placeholder(tf.int32, [None])
        filters, w1, w2 = [tf.Variable(weight) for weight in weights]
        # --8<-- [start:pattern]
        hidden = tf.nn.relu(convolve(image, filters))
        logits = classify(hidden, w1, w2)
        score = score_of(logits, label)
        gradient = tf.gradients(score, hidden)[0]
        alpha = tf.reduce_mean(gradient, axis=[1, 2], keepdims=True)
        heat_map = tf.nn.relu(tf.reduce_sum(alpha * hidden, axis=3))
        # --8<-- [end:pattern]
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            outputs = session.run(
                [hidden, score, gradient, heat_map],
                {image: images, label: labels},
            )
    names = ["hidden", "score", "gradient", "heat_map"]
    return dict(zip(names, outputs))
