"""What people write for an embedding's gradient, and what it gives."""

import numpy as np
import tensorflow as tf


def train(change, ids, targets, table, w, learning_rate):
    """Train as ``tf2.py`` does, on ``change(gradient)``."""
    table = tf.Variable(table)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build([table])
    steps = []
    for words, target in zip(ids, targets):
        with tf.GradientTape() as tape:
            vectors = tf.nn.embedding_lookup(table, words)
            error = (
                tf.matmul(tf.reduce_sum(vectors, axis=1), w) - target
            )
            loss = tf.reduce_sum(tf.square(error))
        gradient = tape.gradient(loss, table)
        optimizer.apply_gradients([(change(gradient), table)])
        outputs = [gradient.values, gradient.indices, table]
        steps.append([output.numpy() for output in outputs])
    names = ["values", "indices", "table"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}


# --8<-- [start:values_as_gradient]
def values_as_gradient(ids, targets, table, w, learning_rate):
    """Takes the rows that were looked up for those of the table."""

    def rows_only(gradient):
        return gradient.values

    return train(rows_only, ids, targets, table, w, learning_rate)


# --8<-- [end:values_as_gradient]
# --8<-- [start:last_duplicate]
def last_duplicate(ids, targets, table, w, learning_rate):
    """Scatters the rows by assignment: a word's last row wins."""

    def scattered(gradient):
        dense = np.zeros(table.shape, np.float32)
        dense[gradient.indices.numpy()] = gradient.values.numpy()
        return tf.constant(dense)

    return train(scattered, ids, targets, table, w, learning_rate)


# --8<-- [end:last_duplicate]
# --8<-- [start:rows_clipped]
def rows_clipped(ids, targets, table, w, learning_rate):
    """Clips each row alone, where duplicates are still to be summed."""

    def clipped(gradient):
        values = tf.clip_by_norm(gradient.values, 1.0, axes=[1])
        return tf.IndexedSlices(
            values, gradient.indices, gradient.dense_shape
        )

    return train(clipped, ids, targets, table, w, learning_rate)


# --8<-- [end:rows_clipped]
# --8<-- [start:mapped_over]
def mapped_over(ids, targets, table, w, learning_rate):
    """Calls a method that tensors have and ``IndexedSlices`` lack."""

    def halved(gradient):
        return gradient / 2.0

    return train(halved, ids, targets, table, w, learning_rate)


# --8<-- [end:mapped_over]
