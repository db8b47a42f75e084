"""What people write for the input's gradient, and what it gives."""

import tensorflow as tf


def classify(image, filters, weights):
    """Apply a convolution, a ReLU and a dense layer: the logits."""
    hidden = tf.nn.conv2d(image, filters, strides=1, padding="SAME")
    rows = tf.reshape(tf.nn.relu(hidden), [-1, weights.shape[0]])
    return tf.matmul(rows, weights)


def result(image, saliency, gradient, epsilon):
    """Return the outputs of ``run``."""
    return {
        "saliency": saliency.numpy(),
        "gradient": gradient.numpy(),
        "adversarial": (image + epsilon * tf.sign(gradient)).numpy(),
    }


# --8<-- [start:forgotten_watch]
def forgotten_watch(images, labels, filters, weights, epsilon):
    """Forgets ``watch``: a tape follows variables, not tensors."""
    image, label = tf.constant(images), tf.constant(labels)
    filters, weights = tf.Variable(filters), tf.Variable(weights)
    with tf.GradientTape(persistent=True) as tape:
        logits = classify(image, filters, weights)
        chosen = tf.one_hot(label, weights.shape[1], dtype=logits.dtype)
        score = tf.reduce_sum(chosen * logits, axis=1)
        loss = tf.nn.sparse_softmax_cross_entropy_with_logits(
            labels=label, logits=logits
        )
    saliency = tape.gradient(score, image)
    gradient = tape.gradient(loss, image)
    return result(image, saliency, gradient, epsilon)


# --8<-- [end:forgotten_watch]
# --8<-- [start:watched_copy]
def watched_copy(images, labels, filters, weights, epsilon):
    """Watches one tensor and classifies another with its values."""
    image, label = tf.constant(images), tf.constant(labels)
    filters, weights = tf.Variable(filters), tf.Variable(weights)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(image)
        logits = classify(images, filters, weights)
        chosen = tf.one_hot(label, weights.shape[1], dtype=logits.dtype)
        score = tf.reduce_sum(chosen * logits, axis=1)
        loss = tf.nn.sparse_softmax_cross_entropy_with_logits(
            labels=label, logits=logits
        )
    saliency = tape.gradient(score, image)
    gradient = tape.gradient(loss, image)
    return result(image, saliency, gradient, epsilon)


# --8<-- [end:watched_copy]
# --8<-- [start:predicted_class]
def predicted_class(images, labels, filters, weights, epsilon):
    """Differentiates the index of the class: argmax has no gradient."""
    image, label = tf.constant(images), tf.constant(labels)
    filters, weights = tf.Variable(filters), tf.Variable(weights)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(image)
        logits = classify(image, filters, weights)
        predicted = tf.argmax(logits, axis=1)
        loss = tf.nn.sparse_softmax_cross_entropy_with_logits(
            labels=label, logits=logits
        )
    saliency = tape.gradient(predicted, image)
    gradient = tape.gradient(loss, image)
    return result(image, saliency, gradient, epsilon)


# --8<-- [end:predicted_class]
# --8<-- [start:probability]
def probability(images, labels, filters, weights, epsilon):
    """Takes the softmax for the score: other classes have a part."""
    image, label = tf.constant(images), tf.constant(labels)
    filters, weights = tf.Variable(filters), tf.Variable(weights)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(image)
        logits = classify(image, filters, weights)
        chosen = tf.one_hot(label, weights.shape[1], dtype=logits.dtype)
        score = tf.reduce_sum(chosen * tf.nn.softmax(logits), axis=1)
        loss = tf.nn.sparse_softmax_cross_entropy_with_logits(
            labels=label, logits=logits
        )
    saliency = tape.gradient(score, image)
    gradient = tape.gradient(loss, image)
    return result(image, saliency, gradient, epsilon)


# --8<-- [end:probability]
# --8<-- [start:mean_loss]
def mean_loss(images, labels, filters, weights, epsilon):
    """Takes Keras' loss: its mean divides by the batch size."""
    image, label = tf.constant(images), tf.constant(labels)
    filters, weights = tf.Variable(filters), tf.Variable(weights)
    cross_entropy = tf.keras.losses.SparseCategoricalCrossentropy(
        from_logits=True
    )
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(image)
        logits = classify(image, filters, weights)
        chosen = tf.one_hot(label, weights.shape[1], dtype=logits.dtype)
        score = tf.reduce_sum(chosen * logits, axis=1)
        loss = cross_entropy(label, logits)
    saliency = tape.gradient(score, image)
    gradient = tape.gradient(loss, image)
    return result(image, saliency, gradient, epsilon)


# --8<-- [end:mean_loss]
# --8<-- [start:gathered_columns]
def gathered_columns(images, labels, filters, weights, epsilon):
    """Gathers every label for every image: a matrix of scores."""
    image, label = tf.constant(images), tf.constant(labels)
    filters, weights = tf.Variable(filters), tf.Variable(weights)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(image)
        logits = classify(image, filters, weights)
        score = tf.gather(logits, label, axis=1)
        loss = tf.nn.sparse_softmax_cross_entropy_with_logits(
            labels=label, logits=logits
        )
    saliency = tape.gradient(score, image)
    gradient = tape.gradient(loss, image)
    return result(image, saliency, gradient, epsilon)


# --8<-- [end:gathered_columns]
