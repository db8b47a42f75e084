"""Keras' SGD, and the other rows put back."""

import numpy as np
import tensorflow as tf


def run(ids, targets, table, w, learning_rates, momentum):
    """Train a table of words; each step has its batch and its rate."""
    table = tf.Variable(table)
    optimizer = tf.keras.optimizers.SGD(
        float(learning_rates[0]), momentum=momentum
    )
    optimizer.build([table])
    kept = [
        variable
        for variable in optimizer.variables
        if variable.shape == table.shape
    ] + [table]

    @tf.function
    def train_step(words, target):
        with tf.GradientTape() as tape:
            vectors = tf.nn.embedding_lookup(table, words)
            error = (
                tf.matmul(tf.reduce_sum(vectors, axis=1), w) - target
            )
            loss = tf.reduce_sum(tf.square(error))
        gradient = tape.gradient(loss, table)
        before = [tf.identity(variable) for variable in kept]
        dense = tf.convert_to_tensor(gradient)
        optimizer.apply_gradients([(dense, table)])
        rows = tf.scatter_nd(
            gradient.indices[:, tf.newaxis],
            tf.ones_like(gradient.indices),
            table.shape[:1],
        )
        for variable, old in zip(kept, before):
            seen = tf.cast(rows, tf.bool)[:, tf.newaxis]
            variable.assign(tf.where(seen, variable, old))

    steps = []
    batches = zip(tf.constant(ids), tf.constant(targets))
    for batch, rate in zip(batches, learning_rates):
        # Keras' accumulator holds the rate as well: let it follow.
        change = rate / optimizer.learning_rate
        for accumulator in optimizer.momentums:
            accumulator.assign(accumulator * change)
        optimizer.learning_rate = rate
        train_step(*batch)
        steps.append(table.numpy())
    return {"table": np.stack(steps)}
