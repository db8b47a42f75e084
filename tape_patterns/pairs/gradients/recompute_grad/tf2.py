"""Recomputed activations in TF2: ``tf.recompute_grad``."""

from functools import partial

import numpy as np
import tensorflow as tf


def flat(arrays):
    """Return all numbers of some arrays as one vector."""
    return np.concatenate([np.ravel(array) for array in arrays])


def block(h, seed, weights, rate):
    """Apply dropout and tanh layers: what is computed twice."""
    # It keeps no state, so the second time gets the same mask.
    h = tf.nn.experimental.stateless_dropout(h, rate, seed)
    for w in weights:
        h = tf.tanh(tf.matmul(h, w))
    return h


def run(x, target, blocks, rate, learning_rate, steps):
    """Train blocks of dropout and tanh layers."""
    blocks = [[tf.Variable(w) for w in weights] for weights in blocks]
    variables = [w for weights in blocks for w in weights]
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)

    @tf.function
    def train_step(h, target, step):
        with tf.GradientTape() as tape:
            for number, weights in enumerate(blocks):
                seed = [step, number]
                layers = partial(
                    block, seed=seed, weights=weights, rate=rate
                )
                h = tf.recompute_grad(layers)(h)
            loss = tf.reduce_sum(tf.square(h - target))
        gradients = tape.gradient(loss, variables)
        optimizer.apply_gradients(zip(gradients, variables))
        return loss, gradients

    # --8<-- [end:pattern]

    x, target = tf.constant(x), tf.constant(target)
    found = []
    for n in range(steps):
        loss, gradients = train_step(x, target, tf.constant(n))
        found.append([loss, flat(gradients), flat(variables)])
    names = ["loss", "gradients", "weights"]
    return {name: np.stack(v) for name, v in zip(names, zip(*found))}
