"""A gradient for each task in TF2: ``vectorized_map``."""

import numpy as np
import tensorflow as tf


def error(x, y, weights):
    """Return the mean squared error of a network."""
    w1, b1, w2 = weights
    output = tf.matmul(tf.tanh(tf.matmul(x, w1) + b1), w2)
    return tf.reduce_mean(tf.square(output - y))


def descend(weights, gradients, rate):
    """Return the weights after a step of gradient descent."""
    return [w - rate * g for w, g in zip(weights, gradients)]


def run(tasks, weights, inner_rate, meta_rate):
    """Learn weights that one step fits to a task (MAML)."""
    weights = [tf.Variable(w) for w in weights]
    optimizer = tf.keras.optimizers.SGD(meta_rate)
    optimizer.build(weights)

    # --8<-- [start:pattern]
    def adapt(task):
        with tf.GradientTape() as tape:
            loss = error(*task["support"], weights)
        gradients = tape.gradient(loss, weights)
        adapted = descend(weights, gradients, inner_rate)
        return error(*task["query"], adapted), gradients

    @tf.function
    def train_step(batch):
        with tf.GradientTape() as meta_tape:
            losses, gradients = tf.vectorized_map(adapt, batch)
            meta_loss = tf.reduce_mean(losses)
        meta_gradients = meta_tape.gradient(meta_loss, weights)
        optimizer.apply_gradients(zip(meta_gradients, weights))
        # --8<-- [end:pattern]
        return [losses, *gradients, *meta_gradients]

    steps = []
    for step in zip(*map(tf.constant, tasks)):
        batch = {"support": step[:2], "query": step[2:]}
        outputs = [*train_step(batch), *weights]
        steps.append([output.numpy() for output in outputs])
    names = ["losses", "dw1", "db1", "dw2"]
    names += ["meta_dw1", "meta_db1", "meta_dw2", "w1", "b1", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
