"""The gradient at the input in TF1: ``tf.gradients(score, image)``."""

import tensorflow.compat.v1 as tf

cross_entropy = tf.nn.sparse_softmax_cross_entropy_with_logits


def classify(image, filters, weights):
    """Apply a convolution, a ReLU and a dense layer: the logits."""
    hidden = tf.nn.conv2d(image, filters, strides=1, padding="SAME")
    rows = tf.reshape(tf.nn.relu(hidden), [-1, weights.shape[0]])
    return tf.matmul(rows, weights)


def run(images, labels, filters, weights, epsilon):
    """Return saliency maps and adversarial examples of the images."""
    with tf.Graph().as_default():
        image = tf.placeholder(images.dtype, (None,) + images.shape[1:])
        label = tf.placeholder(tf.int32, [None])
        filters, weights = tf.Variable(filters), tf.Variable(weights)
        classes = weights.shape[1]
        # --8<-- [start:pattern]
        logits = classify(image, filters, weights)
        chosen = tf.one_hot(label, classes, dtype=logits.dtype)
        score = tf.reduce_sum(chosen * logits, axis=1)
        loss = cross_entropy(labels=label, logits=logits)
        saliency = tf.gradients(score, image)[0]
        gradient = tf.gradients(loss, image)[0]
        adversarial = image + epsilon * tf.sign(gradient)
        # --8<-- [end:pattern]
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            outputs = session.run(
                [score, loss, saliency, gradient, adversarial],
                {image: images, label: labels},
            )
    names = ["score", "loss", "saliency", "gradient", "adversarial"]
    return dict(zip(names, outputs))
