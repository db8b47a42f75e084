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
            chosen = tf.one_hot(label, w2.shape[1])
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
