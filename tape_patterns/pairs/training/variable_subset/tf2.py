"""``var_list`` in TF2: the list that the tape gets."""

import numpy as np
import tensorflow as tf


def layer(x, variables):
    """Apply one layer."""
    w, b = variables
    return tf.matmul(x, w) + b


def run(x, targets, body, head, frozen_steps, learning_rate):
    """Train the head alone for ``frozen_steps``, then all."""
    body_vars = [tf.Variable(w) for w in body]
    head_vars = [tf.Variable(w) for w in head]
    optimizer = tf.keras.optimizers.SGD(learning_rate)

    # --8<-- [start:pattern]
    optimizer.build(body_vars + head_vars)

    def trains(chosen):
        @tf.function
        def train_step(x, target):
            with tf.GradientTape() as tape:
                features = tf.tanh(layer(x, body_vars))
                error = layer(features, head_vars) - target
                loss = tf.reduce_mean(tf.square(error))
            optimizer.apply(tape.gradient(loss, chosen), chosen)
            return loss

        return train_step

    train_head = trains(head_vars)
    train_all = trains(body_vars + head_vars)
    # --8<-- [end:pattern]

    steps = []
    batches = zip(tf.constant(x), tf.constant(targets))
    for n, batch in enumerate(batches):
        train = train_head if n < frozen_steps else train_all
        outputs = [train(*batch), *body_vars, *head_vars]
        steps.append([output.numpy() for output in outputs])
    names = ["loss", "body_w", "body_b", "head_w", "head_b"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
