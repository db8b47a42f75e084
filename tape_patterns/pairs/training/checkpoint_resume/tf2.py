"""A training goes on in TF2: weights, slots, products and step."""

import os

import numpy as np
import tensorflow as tf

from tape_patterns.checkpoints import restore
from tape_patterns.optimizers import (
    Adagrad,
    Adam,
    Ftrl,
    Momentum,
    RMSprop,
)

SAVED = os.path.join(os.path.dirname(__file__), "saved")
OPTIMIZERS = {
    "adam": lambda: Adam(0.01),
    "momentum": lambda: Momentum(0.01, 0.9),
    "rmsprop": lambda: RMSprop(0.01, momentum=0.9),
    "adagrad": lambda: Adagrad(0.1),
    "ftrl": lambda: Ftrl(0.1),
}


def run(optimizer, x, y):
    """Train on, one batch at each step."""
    batches = list(zip(x, y))
    checkpoint = os.path.join(SAVED, optimizer, x.dtype.name)
    zeros = np.zeros(x.shape[1], x.dtype)
    scope, optimizer = optimizer, OPTIMIZERS[optimizer]()
    # --8<-- [start:pattern]
    w, b = tf.Variable(zeros), tf.Variable(zeros)
    optimizer.build([w, b])
    paths = {f"{scope}/w": w, f"{scope}/b": b}
    restore(checkpoint, paths, optimizer)

    @tf.function
    def train_step(x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(w * x + b - y))
        gradients = tape.gradient(loss, [w, b])
        optimizer.apply_gradients(zip(gradients, [w, b]))
        return loss

    # --8<-- [end:pattern]

    steps = []
    for x, y in batches:
        loss = train_step(tf.constant(x), tf.constant(y))
        steps.append([loss.numpy(), w.numpy(), b.numpy()])
    loss, w, b = (np.stack(values) for values in zip(*steps))
    count = np.int64(optimizer.iterations)
    return {"loss": loss, "w": w, "b": b, "global_step": count}
