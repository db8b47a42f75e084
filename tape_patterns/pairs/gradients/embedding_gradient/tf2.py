"""The gradient of an embedding in TF2: ``tf.IndexedSlices``."""

import numpy as np
import tensorflow as tf


def run(ids, targets, table, w, learning_rate):
    """Fit the sum of a sentence's word vectors, times ``w``."""
    table, w = tf.Variable(table), tf.constant(w)
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build([table])

    @tf.function
    def train_step(words, target):
        with tf.GradientTape() as tape:
            vectors = tf.nn.embedding_lookup(table, words)
            sentences = tf.reduce_sum(vectors, axis=1)
            error = tf.matmul(sentences, w) - target
            loss = tf.reduce_sum(tf.square(error))
        gradient = tape.gradient(loss, table)
        optimizer.apply_gradients([(gradient, table)])
        return loss, gradient

    # --8<-- [end:pattern]

    steps = []
    for batch in zip(tf.constant(ids), tf.constant(targets)):
        loss, gradient = train_step(*batch)
        outputs = [loss, gradient.values, gradient.indices, table]
        steps.append([output.numpy() for output in outputs])
    names = ["loss", "values", "indices", "table"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
