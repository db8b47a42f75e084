"""Rates for each layer in TF2: an optimizer for each."""

import numpy as np
import tensorflow as tf


def predict(x, variables):
    """Apply a body and a head."""
    w1, w2, b = variables
    return tf.matmul(tf.tanh(tf.matmul(x, w1)), w2) + b


def run(x, y, body, head, rates):
    """Train body and head on one batch at each step."""
    xs, ys = x, y
    body, head = ([tf.Variable(w) for w in v] for v in (body, head))

    # --8<-- [start:pattern]
    slow, fast = map(tf.keras.optimizers.SGD, rates)
    slow.build(body)
    fast.build(head)

    @tf.function
    def train_step(x, y):
        with tf.GradientTape() as tape:
            error = predict(x, body + head) - y
            loss = tf.reduce_mean(tf.square(error))
        of_body, of_head = tape.gradient(loss, [body, head])
        slow.apply_gradients(zip(of_body, body))
        fast.apply_gradients(zip(of_head, head))
        return loss

    # --8<-- [end:pattern]

    steps = []
    for batch in zip(tf.constant(xs), tf.constant(ys)):
        outputs = [train_step(*batch), *body, *head]
        steps.append([output.numpy() for output in outputs])
    names = ["loss", "w1", "w2", "b"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
