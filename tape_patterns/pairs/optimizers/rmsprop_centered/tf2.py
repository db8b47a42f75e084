"""Centered RMSProp in TF2, with TF1's numbers."""

import numpy as np
import tensorflow as tf

from tape_patterns.optimizers import RMSprop


def run(x, targets, weights, learning_rates, decay, momentum, epsilon):
    """Train a network; each step has its batch and its rate."""
    w1, b1, w2 = variables = [tf.Variable(w) for w in weights]
    optimizer = RMSprop(
        float(learning_rates[0]),
        rho=decay,
        momentum=momentum,
        epsilon=epsilon,
        centered=True,
    )
    optimizer.build(variables)

    @tf.function
    def train_step(batch, target):
        with tf.GradientTape() as tape:
            hidden = tf.tanh(tf.matmul(batch, w1) + b1)
            error = tf.matmul(hidden, w2) - target
            loss = tf.reduce_sum(tf.square(error))
        gradients = tape.gradient(loss, variables)
        optimizer.apply_gradients(zip(gradients, variables))

    found = dict(zip(("w1", "b1", "w2"), variables))
    for slot in ("rms", "mg", "momentum"):
        for name in ("w1", "b1", "w2"):
            variable = optimizer.get_slot(found[name], slot)
            found[f"{name}/{slot}"] = variable
    steps = []
    batches = zip(tf.constant(x), tf.constant(targets))
    for batch, rate in zip(batches, learning_rates):
        optimizer.learning_rate = rate
        train_step(*batch)
        steps.append({k: v.numpy() for k, v in found.items()})
    return {k: np.stack([step[k] for step in steps]) for k in found}
