"""Other gradients for ReLU and sign in TF2: ``custom_gradient``."""

import tensorflow as tf


@tf.custom_gradient
def straight_through_sign(x):
    """Sign. Its gradient passes where x is between -1 and 1."""

    def gradient(upstream):
        return tf.where(tf.abs(x) <= 1.0, upstream, 0.0)

    return tf.sign(x), gradient


def code_layer(x, w):
    """Return codes of -1, 0 and 1."""
    return straight_through_sign(tf.matmul(x, w))


# --8<-- [start:pattern]
@tf.custom_gradient
def guided_relu(x):
    """ReLU. Its gradient passes what is positive."""
    y = tf.nn.relu(x)

    def gradient(upstream):
        passed = tf.logical_and(y > 0.0, upstream > 0.0)
        return tf.where(passed, upstream, 0.0)

    return y, gradient


def hidden_layer(x, w):
    """Return a layer of guided ReLUs."""
    return guided_relu(tf.matmul(x, w))


# --8<-- [end:pattern]


def run(images, label, w1, w2, w3):
    """Explain the score of one class by a network of binary codes."""
    w1, w2, w3 = map(tf.Variable, (w1, w2, w3))

    @tf.function
    def explain(image):
        with tf.GradientTape() as tape:
            tape.watch(image)
            codes = code_layer(hidden_layer(image, w1), w2)
            score = tf.matmul(codes, w3)[:, label]
        return [score, *tape.gradient(score, [image, w1, w2])]

    outputs = explain(tf.constant(images))
    names = ["score", "saliency", "w1_gradient", "w2_gradient"]
    return {name: v.numpy() for name, v in zip(names, outputs)}
