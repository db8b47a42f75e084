"""What people write for ``LazyAdamOptimizer``, and what it gives."""

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
    ids, targets, table, w, learning_rates, beta1, beta2, epsilon
):
    """Takes Keras' Adam: it moves all rows."""
    optimizer = tf.keras.optimizers.Adam(
        float(learning_rates[0]), beta_1=beta1, beta_2=beta2
    )
    return train(
        optimizer, tf.identity, ids, targets, table, w, learning_rates
    )


# --8<-- [end:guessed]
# --8<-- [start:dense_gradient]
def dense_gradient(
    ids, targets, table, w, learning_rates, beta1, beta2, epsilon
):
    """Makes the gradient dense: no row is left alone."""
    optimizer = tf.keras.optimizers.Adam(
        float(learning_rates[0]),
        beta_1=beta1,
        beta_2=beta2,
        epsilon=epsilon,
    )
    return train(
        optimizer,
        tf.convert_to_tensor,
        ids,
        targets,
        table,
        w,
        learning_rates,
    )


# --8<-- [end:dense_gradient]
