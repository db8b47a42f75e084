"""Lazy Adam in TF2, with TF1's numbers."""

import numpy as np
import tensorflow as tf

from tape_patterns.optimizers import LazyAdam


def run(ids, targets, table, w, learning_rates, beta1, beta2, epsilon):
    """Train a table of words; each step has its batch and its rate."""
    table = tf.Variable(table)
    optimizer = LazyAdam(
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
        optimizer.apply_gradients([(gradient, table)])

    found = {"table": table}
    for slot in ("m", "v"):
        for name in ("table",):
            variable = optimizer.get_slot(found[name], slot)
            found[f"{name}/{slot}"] = variable
    steps = []
    batches = zip(tf.constant(ids), tf.constant(targets))
    for batch, rate in zip(batches, learning_rates):
        optimizer.learning_rate = rate
        train_step(*batch)
        steps.append({k: v.numpy() for k, v in found.items()})
    return {k: np.stack([step[k] for step in steps]) for k in found}
