"""Slots in TF2: ``get_slot``, and a reset by what they began with."""

import numpy as np
import tensorflow as tf

from tape_patterns.optimizers import Adam, Momentum

OPTIMIZERS = {
    "adam": lambda rate: Adam(rate),
    "momentum": lambda rate: Momentum(rate, 0.9),
}
KEPT = ("iteration", "learning_rate")


def run(optimizer, x, y, w, reset_before, learning_rate):
    """Train, and reset the optimizer before one of the steps."""
    batches = list(zip(tf.constant(x), tf.constant(y)))
    w = tf.Variable(w)
    optimizer = OPTIMIZERS[optimizer](learning_rate)
    # --8<-- [start:pattern]
    optimizer.build([w])
    names = list(optimizer.slot_values())
    slots = [optimizer.get_slot(w, name) for name in names]
    state = [v for v in optimizer.variables if v.name not in KEPT]
    start = [tf.identity(v) for v in state]

    @tf.function
    def train_step(x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(x * w - y))
        optimizer.apply_gradients([(tape.gradient(loss, w), w)])
        return loss, [tf.identity(slot) for slot in slots]

    def reset():
        for variable, value in zip(state, start):
            variable.assign(value)

    # --8<-- [end:pattern]

    steps = []
    for number, batch in enumerate(batches):
        if number == reset_before:
            reset()
        loss, after = train_step(*batch)
        steps.append([output.numpy() for output in (loss, w, *after)])
    outputs = zip(["loss", "w", *names], zip(*steps))
    found = {name: np.stack(values) for name, values in outputs}
    found["global_step"] = np.int64(optimizer.iterations)
    return found
