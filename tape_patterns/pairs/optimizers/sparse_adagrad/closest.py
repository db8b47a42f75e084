"""Keras' Adagrad on the dense gradient, without its epsilon."""

import numpy as np
import tensorflow as tf


def run(
    ids, targets, table, w, learning_rates, initial_accumulator_value
):
    """Train a table of words; each step has its batch and its rate."""
    table = tf.Variable(table)
    optimizer = tf.keras.optimizers.Adagrad(
        float(learning_rates[0]),
        initial_accumulator_value=initial_accumulator_value,
        epsilon=0.0,
    )
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
        # The table's gradient without gaps, equal rows summed.
        dense = tf.convert_to_tensor(gradient)
        optimizer.apply_gradients([(dense, table)])

    steps = []
    batches = zip(tf.constant(ids), tf.constant(targets))
    for batch, rate in zip(batches, learning_rates):
        optimizer.learning_rate = rate
        train_step(*batch)
        steps.append(table.numpy())
    return {"table": np.stack(steps)}
