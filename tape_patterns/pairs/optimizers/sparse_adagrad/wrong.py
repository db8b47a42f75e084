"""What people write for ``AdagradOptimizer``, and what it gives."""

import numpy as np
import tensorflow as tf


# --8<-- [start:train]
def train(optimizer, change, ids, targets, table, w, learning_rates):
    """Train as ``tf2.py`` does, on ``change(gradient)``."""
    table = tf.Variable(table)
    optimizer.build([table])

    @tf.function
    def train_step(words, target):
        with tf.GradientTape() as tape:
            vectors = tf.nn.embedding_lookup(table, words)
            error = (
                tf.matmul(tf.reduce_sum(vectors, axis=1), w) - target
            )
            loss = tf.reduce_sum(tf.square(error))
        gradient = tape.gradient(loss, table)
        optimizer.apply_gradients([(change(gradient), table)])

    steps = []
    batches = zip(tf.constant(ids), tf.constant(targets))
    for batch, rate in zip(batches, learning_rates):
        optimizer.learning_rate = rate
        train_step(*batch)
        steps.append(table.numpy())
    return {"table": np.stack(steps)}


# --8<-- [end:train]
# --8<-- [start:guessed]
def guessed(
    ids, targets, table, w, learning_rates, initial_accumulator_value
):
    """Hands Keras' Adagrad the slices: rows are squared one by one."""
    optimizer = tf.keras.optimizers.Adagrad(
        float(learning_rates[0]),
        initial_accumulator_value=initial_accumulator_value,
    )
    return train(
        optimizer, tf.identity, ids, targets, table, w, learning_rates
    )


# --8<-- [end:guessed]
# --8<-- [start:last_row]
def last_row(
    ids, targets, table, w, learning_rates, initial_accumulator_value
):
    """Keeps the last of a word's rows."""
    optimizer = tf.keras.optimizers.Adagrad(
        float(learning_rates[0]),
        initial_accumulator_value=initial_accumulator_value,
        epsilon=0.0,
    )

    def last(gradient):
        dense = tf.zeros_like(table)
        indices = gradient.indices[:, tf.newaxis]
        return tf.tensor_scatter_nd_update(
            dense, indices, gradient.values
        )

    return train(
        optimizer, last, ids, targets, table, w, learning_rates
    )


# --8<-- [end:last_row]
