"""A gradient for each task in TF2: a tape in a map."""

import numpy as np
import tensorflow as tf


def error(x, y, weights):
    """Return the mean squared error of a network."""
    w1, b1, w2 = weights
    output = tf.matmul(tf.tanh(tf.matmul(x, w1) + b1), w2)
    return tf.reduce_mean(tf.square(output - y))


def run(tasks, weights, inner_rate, meta_rate):
    """Learn weights that one step fits to a task (MAML)."""
    weights = [tf.Variable(w) for w in weights]
    optimizer = tf.keras.optimizers.SGD(meta_rate)
    optimizer.build(weights)

    def adapt(task):
        support_x, support_y, query_x, query_y = task
        with tf.GradientTape() as tape:
            loss = error(support_x, support_y, weights)
        gradients = tape.gradient(loss, weights)
        pairs = zip(weights, gradients)
        adapted = [w - inner_rate * g for w, g in pairs]
        return error(query_x, query_y, adapted), gradients

    @tf.function
    def train_step(batch):
        with tf.GradientTape() as meta_tape:
            signature = (batch[0].dtype, [w.dtype for w in weights])
            losses, gradients = tf.map_fn(
                adapt, batch, fn_output_signature=signature
            )
            meta_loss = tf.reduce_mean(losses)
        meta_gradients = meta_tape.gradient(meta_loss, weights)
        optimizer.apply_gradients(zip(meta_gradients, weights))
        return [losses, *gradients, *meta_gradients]

    steps = []
    for step in zip(*map(tf.constant, tasks)):
        outputs = [*train_step(step), *weights]
        steps.append([output.numpy() for output in outputs])
    names = ["losses", "dw1", "db1", "dw2"]
    names += ["meta_dw1", "meta_db1", "meta_dw2", "w1", "b1", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
