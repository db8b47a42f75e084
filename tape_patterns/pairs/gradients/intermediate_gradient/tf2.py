"""Grad-CAM in TF2: the tape opens at the hidden layer."""

import tensorflow as tf


def run(images, labels, weights):
    """Return a heat map of each image, from the hidden layer."""
    filters, w1, w2 = [tf.Variable(weight) for weight in weights]

    @tf.function
    def grad_cam(image, label):
        hidden = tf.nn.relu(
            tf.nn.conv2d(image, filters, strides=1, padding="SAME")
        )
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(hidden)
            rows = tf.reshape(hidden, [-1, w1.shape[0]])
            logits = tf.matmul(tf.tanh(tf.matmul(rows, w1)), w2)
            chosen = tf.one_hot(label, w2.shape[1], dtype=logits.dtype)
            score = tf.reduce_sum(chosen * logits, axis=1)
        gradient = tape.gradient(score, hidden)
        pooled = tf.reduce_mean(gradient, axis=[1, 2], keepdims=True)
        heat_map = tf.nn.relu(tf.reduce_sum(pooled * hidden, axis=3))
        return hidden, score, gradient, heat_map

    outputs = grad_cam(tf.constant(images), tf.constant(labels))
    names = ["hidden", "score", "gradient", "heat_map"]
    return {name: v.numpy() for name, v in zip(names, outputs)}
