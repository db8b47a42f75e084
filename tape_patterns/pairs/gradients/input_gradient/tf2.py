"""The gradient at the input in TF2: ``tape.watch(image)``."""

import tensorflow as tf

cross_entropy = tf.nn.sparse_softmax_cross_entropy_with_logits


def classify(image, filters, weights):
    """Apply a convolution, a ReLU and a dense layer: the logits."""
    hidden = tf.nn.conv2d(image, filters, strides=1, padding="SAME")
    rows = tf.reshape(tf.nn.relu(hidden), [-1, weights.shape[0]])
    return tf.matmul(rows, weights)


def run(images, labels, filters, weights, epsilon):
    """Return saliency maps and adversarial examples of the images."""
    filters, weights = tf.Variable(filters), tf.Variable(weights)
    classes = weights.shape[1]

    # --8<-- [start:pattern]
    @tf.function
    def explain(image, label):
        # The weights are not asked for: the tape leaves them out.
        with tf.GradientTape(
            persistent=True, watch_accessed_variables=False
        ) as tape:
            tape.watch(image)
            logits = classify(image, filters, weights)
            chosen = tf.one_hot(label, classes, dtype=logits.dtype)
            score = tf.reduce_sum(chosen * logits, axis=1)
            loss = cross_entropy(labels=label, logits=logits)
        saliency = tape.gradient(score, image)
        gradient = tape.gradient(loss, image)
        adversarial = image + epsilon * tf.sign(gradient)
        return score, loss, saliency, gradient, adversarial

    # --8<-- [end:pattern]

    outputs = explain(tf.constant(images), tf.constant(labels))
    names = ["score", "loss", "saliency", "gradient", "adversarial"]
    return {name: v.numpy() for name, v in zip(names, outputs)}
