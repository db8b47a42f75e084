"""Recomputed activations in TF1: ``contrib.layers.recompute_grad``."""

import numpy as np
import tensorflow as tf


def flat(arrays):
    """Return all numbers of some arrays as one vector."""
    return np.concatenate([np.ravel(array) for array in arrays])


def block(h, seed, weights, rate):
    """Apply dropout and tanh layers: what is computed twice."""
    noise = tf.random.stateless_uniform(
        tf.shape(h), seed, dtype=h.dtype
    )
    keep = tf.cast(noise >= rate, h.dtype)
    h = h * (1 / (1 - rate)) * keep
    for number, w in enumerate(weights):
        w = tf.get_variable(
            "w%d" % number, initializer=w, dtype=w.dtype
        )
        h = tf.tanh(tf.matmul(h, w))
    return h


def run(x, target, blocks, rate, learning_rate, steps):
    """Train blocks of dropout and tanh layers."""
    with tf.Graph().as_default():
        step = tf.placeholder(tf.int32, [])
        h = tf.constant(x)
        # --8<-- [start:pattern]
        for number, weights in enumerate(blocks):

            @tf.contrib.layers.recompute_grad
            def layers(h, seed, weights=weights):
                return block(h, seed, weights, rate)

            with tf.variable_scope("b%d" % number, use_resource=True):
                h = layers(h, tf.stack([step, number]))
        loss = tf.reduce_sum(tf.square(h - target))
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        pairs = optimizer.compute_gradients(loss)
        train_op = optimizer.apply_gradients(pairs)
        # --8<-- [end:pattern]
        gradients, variables = zip(*pairs)
        found = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for n in range(steps):
                loss_, gradients_, _ = session.run(
                    [loss, gradients, train_op], {step: n}
                )
                weights = session.run(variables)
                found.append([loss_, flat(gradients_), flat(weights)])
    names = ["loss", "gradients", "weights"]
    return {name: np.stack(v) for name, v in zip(names, zip(*found))}
