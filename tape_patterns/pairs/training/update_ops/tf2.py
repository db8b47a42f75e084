"""Batch normalisation in TF2: the layer moves its averages itself."""

import numpy as np
import tensorflow as tf


def run(x, y, w, gamma, beta, learning_rate, momentum):
    """Train on one batch at each step, then predict the last one."""
    batches = list(zip(tf.constant(x), tf.constant(y)))
    start = {
        "gamma_initializer": tf.constant_initializer(gamma),
        "beta_initializer": tf.constant_initializer(beta),
        "dtype": x.dtype.name,
    }
    # TF1 rounded the rate of the averages to float32, in float64 too.
    momentum = 1 - float(np.float32(1 - momentum))
    w = tf.Variable(w)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    # --8<-- [start:pattern]
    normalize = tf.keras.layers.BatchNormalization(
        momentum=momentum, **start
    )
    normalize.build(x.shape[1:])
    variables = [w, *normalize.trainable_variables]
    optimizer.build(variables)

    @tf.function
    def train_step(x, y):
        with tf.GradientTape() as tape:
            prediction = tf.matmul(normalize(x, training=True), w)
            loss = tf.reduce_mean(tf.square(prediction - y))
        optimizer.apply(tape.gradient(loss, variables), variables)
        return loss

    # --8<-- [end:pattern]

    @tf.function
    def predict(x):
        return tf.matmul(normalize(x, training=False), w)

    after = [
        normalize.moving_mean,
        normalize.moving_variance,
        normalize.gamma,
        normalize.beta,
        w,
    ]
    steps = []
    for x, y in batches:
        loss = train_step(x, y)
        steps.append([loss.numpy()] + [np.array(v) for v in after])
    names = ["loss", "mean", "variance", "gamma", "beta", "w"]
    found = {name: np.stack(v) for name, v in zip(names, zip(*steps))}
    predicted = predict(batches[-1][0]).numpy()
    return dict(predicted=predicted, **found)
