"""Grad-CAM in TF1: ``tf.gradients(score, hidden)``."""

import tensorflow.compat.v1 as tf


def run(images, labels, weights):
    """Return a heat map of each image, from the hidden layer."""
    with tf.Graph().as_default():
        image = tf.placeholder(images.dtype, (None,) + images.shape[1:])
        label = tf.placeholder(tf.int32, [None])
        filters, w1, w2 = [tf.Variable(weight) for weight in weights]
        hidden = tf.nn.relu(
            tf.nn.conv2d(image, filters, strides=1, padding="SAME")
        )
        rows = tf.reshape(hidden, [-1, w1.shape[0]])
        logits = tf.matmul(tf.tanh(tf.matmul(rows, w1)), w2)
        chosen = tf.one_hot(label, w2.shape[1], dtype=logits.dtype)
        score = tf.reduce_sum(chosen * logits, axis=1)
        gradient = tf.gradients(score, hidden)[0]
        pooled = tf.reduce_mean(gradient, axis=[1, 2], keepdims=True)
        heat_map = tf.nn.relu(tf.reduce_sum(pooled * hidden, axis=3))
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            outputs = session.run(
                [hidden, score, gradient, heat_map],
                {image: images, label: labels},
            )
    names = ["hidden", "score", "gradient", "heat_map"]
    return dict(zip(names, outputs))
