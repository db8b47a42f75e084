"""Recomputed activations in TF2: ``tf.recompute_grad``."""

from functools import partial

import numpy as np
import tensorflow as tf


def flat(tensors):
    """Return all numbers of some tensors as one vector."""
    return tf.concat([tf.reshape(t, [-1]) for t in tensors], 0)


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
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)

    @tf.function
    def train_step(x, target, step):
        with tf.GradientTape() as tape:
            h = x
            for number, weights in enumerate(blocks):
                seed = [step, number]
                layers = partial(
                    block, seed=seed, weights=weights, rate=rate
                )
                h = tf.recompute_grad(layers)(h)
            loss = tf.reduce_sum(tf.square(h - target))
        gradients = tape.gradient(loss, variables)
        optimizer.apply_gradients(zip(gradients, variables))
        return loss, flat(gradients), flat(variables)

    x, target = tf.constant(x), tf.constant(target)
    found = [
        train_step(x, target, tf.constant(n)) for n in range(steps)
    ]
    names = ["loss", "gradients", "weights"]
    return {name: np.stack(v) for name, v in zip(names, zip(*found))}
