"""What people write for a hidden layer, and what it gives."""

import tensorflow as tf


def build(shape, weights):
    """Return a Keras model with a convolution and two dense layers."""
    filters, w1, w2 = weights
    conv = {"padding": "same", "use_bias": False, "name": "hidden"}
    model = tf.keras.Sequential(
        [
            tf.keras.Input(shape),
            tf.keras.layers.Conv2D(
                filters.shape[3], 3, activation="relu", **conv
            ),
            tf.keras.layers.Flatten(),
            tf.keras.layers.Dense(
                w1.shape[1], activation="tanh", use_bias=False
            ),
            tf.keras.layers.Dense(w2.shape[1], use_bias=False),
        ]
    )
    model.set_weights(weights)
    return model


def head(hidden, label, w1, w2):
    """Return the score of each image's label."""
    rows = tf.reshape(hidden, [-1, w1.shape[0]])
    logits = tf.matmul(tf.tanh(tf.matmul(rows, w1)), w2)
    chosen = tf.one_hot(label, w2.shape[1], dtype=logits.dtype)
    return tf.reduce_sum(chosen * logits, axis=1)


def result(hidden, gradient, pooled):
    """Return the outputs of ``run``."""
    heat_map = tf.nn.relu(tf.reduce_sum(pooled * hidden, axis=3))
    return {
        "hidden": hidden.numpy(),
        "gradient": gradient.numpy(),
        "heat_map": heat_map.numpy(),
    }


# --8<-- [start:second_pass]
def second_pass(images, labels, weights):
    """Computes the layer twice: the score came from the other one."""
    model = build(images.shape[1:], weights)
    layer = model.get_layer("hidden")
    features = tf.keras.Model(model.inputs, layer.output)
    image = tf.constant(images)
    with tf.GradientTape() as tape:
        hidden = features(image)
        logits = model(image)
        chosen = tf.one_hot(labels, logits.shape[1], dtype=logits.dtype)
        score = tf.reduce_sum(chosen * logits, axis=1)
    gradient = tape.gradient(score, hidden)
    pooled = tf.reduce_mean(gradient, axis=[1, 2], keepdims=True)
    return result(hidden, gradient, pooled)


# --8<-- [end:second_pass]
# --8<-- [start:symbolic_output]
def symbolic_output(images, labels, weights):
    """Asks for ``layer.output``: a symbol without values."""
    model = build(images.shape[1:], weights)
    layer = model.get_layer("hidden")
    image = tf.constant(images)
    with tf.GradientTape() as tape:
        logits = model(image)
        chosen = tf.one_hot(labels, logits.shape[1], dtype=logits.dtype)
        score = tf.reduce_sum(chosen * logits, axis=1)
    gradient = tape.gradient(score, layer.output)
    pooled = tf.reduce_mean(gradient, axis=[1, 2], keepdims=True)
    return result(layer.output, gradient, pooled)


# --8<-- [end:symbolic_output]
# --8<-- [start:watched_too_late]
def watched_too_late(images, labels, weights):
    """Watches the layer after the score was computed from it."""
    filters, w1, w2 = [tf.constant(weight) for weight in weights]
    image = tf.constant(images)
    with tf.GradientTape() as tape:
        hidden = tf.nn.relu(tf.nn.conv2d(image, filters, 1, "SAME"))
        score = head(hidden, labels, w1, w2)
        tape.watch(hidden)
    gradient = tape.gradient(score, hidden)
    pooled = tf.reduce_mean(gradient, axis=[1, 2], keepdims=True)
    return result(hidden, gradient, pooled)


# --8<-- [end:watched_too_late]
# --8<-- [start:before_relu]
def before_relu(images, labels, weights):
    """Stops at the convolution: the ReLU cuts part of the gradient."""
    filters, w1, w2 = [tf.Variable(weight) for weight in weights]
    image = tf.constant(images)
    with tf.GradientTape() as tape:
        convolved = tf.nn.conv2d(image, filters, 1, "SAME")
        hidden = tf.nn.relu(convolved)
        score = head(hidden, labels, w1, w2)
    gradient = tape.gradient(score, convolved)
    pooled = tf.reduce_mean(gradient, axis=[1, 2], keepdims=True)
    return result(hidden, gradient, pooled)


# --8<-- [end:before_relu]
# --8<-- [start:pooled_over_batch]
def pooled_over_batch(images, labels, weights):
    """Pools over the batch too: all images share their weights."""
    filters, w1, w2 = [tf.Variable(weight) for weight in weights]
    image = tf.constant(images)
    with tf.GradientTape() as tape:
        hidden = tf.nn.relu(tf.nn.conv2d(image, filters, 1, "SAME"))
        score = head(hidden, labels, w1, w2)
    gradient = tape.gradient(score, hidden)
    pooled = tf.reduce_mean(gradient, axis=[0, 1, 2])
    return result(hidden, gradient, pooled)


# --8<-- [end:pooled_over_batch]
