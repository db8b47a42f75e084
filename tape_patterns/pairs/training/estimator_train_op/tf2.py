"""A train step and a loop in TF2, in place of an Estimator."""

import numpy as np
import tensorflow as tf


def network(x, weights):
    """Return the output for ``x``."""
    w1, w2 = weights
    return tf.matmul(tf.tanh(tf.matmul(x, w1)), w2)


def loss_of(x, y, weights):
    """Return the squared error."""
    return tf.reduce_mean(tf.square(network(x, weights) - y))


def run(x, y, weights, learning_rate, batch_size, steps):
    """Train as often as ``steps`` says, and evaluate."""
    once = tf.data.Dataset.from_tensor_slices((x, y)).batch(batch_size)
    dataset = once.repeat()
    weights = [tf.Variable(w) for w in weights]
    recorded = []

    def record(loss):
        """Keep the loss and the weights of a step."""
        recorded.append([v.numpy() for v in [loss, *weights]])

    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(weights)

    @tf.function
    def train_step(features, labels):
        with tf.GradientTape() as tape:
            loss = loss_of(features, labels, weights)
        gradients = tape.gradient(loss, weights)
        optimizer.apply_gradients(zip(gradients, weights))
        return loss

    def train(steps):
        for features, labels in dataset.take(steps):
            record(train_step(features, labels))

    # --8<-- [end:pattern]
    for count in steps:
        train(count)
    evaluated = tf.keras.metrics.Mean()
    for features, labels in once:
        evaluated.update_state(loss_of(features, labels, weights))
    names = ["loss", "w1", "w2"]
    found = {n: np.stack(v) for n, v in zip(names, zip(*recorded))}
    found["evaluated"] = evaluated.result().numpy().astype(x.dtype)
    found["global_step"] = np.array(optimizer.iterations)
    return found
