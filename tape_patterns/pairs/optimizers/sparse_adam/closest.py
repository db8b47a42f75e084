"""Keras' Adam on the dense gradient, with TF1's numbers."""

import numpy as np
import tensorflow as tf


def run(ids, targets, table, w, learning_rates, beta1, beta2, epsilon):
    """Train a table of words; each step has its batch and its rate."""
    table = tf.Variable(table)
    # TF1 rounds both to float32 before it subtracts them from 1.
    beta1, beta2 = float(np.float32(beta1)), float(np.float32(beta2))
    optimizer = tf.keras.optimizers.Adam(
        float(learning_rates[0]),
        beta_1=beta1,
        beta_2=beta2,
        epsilon=epsilon,
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
