"""Several values of one step in TF2: a function returns them."""

import numpy as np
import tensorflow as tf


def run(images, labels, weights, learning_rate):
    """Train on one batch at each step; return what it computed."""
    w, b = (tf.Variable(v) for v in weights)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build([w, b])

    # --8<-- [start:pattern]
    @tf.function
    def train_step(x, y):
        with tf.GradientTape() as tape:
            logits = tf.matmul(x, w) + b
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
                labels=y, logits=logits
            )
            loss = tf.reduce_mean(losses)
        hits = tf.equal(tf.argmax(logits, axis=1), y)
        gradients = tape.gradient(loss, [w, b])
        optimizer.apply_gradients(zip(gradients, [w, b]))
        return {
            "loss": loss,
            "accuracy": tf.reduce_mean(tf.cast(hits, loss.dtype)),
            "norm": tf.linalg.global_norm(gradients),
        }

    # --8<-- [end:pattern]

    steps = []
    for x, y in zip(tf.constant(images), tf.constant(labels)):
        step = {**train_step(x, y), "w": w, "b": b}
        steps.append({name: v.numpy() for name, v in step.items()})
    names = ["loss", "accuracy", "norm", "w", "b"]
    return {n: np.stack([step[n] for step in steps]) for n in names}
