"""What people write for ``recompute_grad``, and what it gives."""

from functools import partial

import numpy as np
import tensorflow as tf


def flat(tensors):
    """Return all numbers of some tensors as one vector."""
    return tf.concat([tf.reshape(t, [-1]) for t in tensors], 0)


def block(h, seed, weights, rate):
    """Apply dropout and tanh layers: what is computed twice."""
    h = tf.nn.experimental.stateless_dropout(h, rate, seed)
    for w in weights:
        h = tf.tanh(tf.matmul(h, w))
    return h


# --8<-- [start:counted_seed]
def counted_seed(x, target, blocks, rate, learning_rate, steps):
    """Draws other dropout the second time, as Keras' Dropout does."""
    blocks = [[tf.Variable(w) for w in weights] for weights in blocks]
    variables = [w for weights in blocks for w in weights]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)
    calls = tf.Variable(0)

    @tf.function
    def train_step(x, target, step):
        calls.assign(0)
        with tf.GradientTape() as tape:
            h = x
            for weights in blocks:

                def layers(h, weights=weights):
                    seed = [step, calls]
                    h = block(h, seed, weights, rate)
                    calls.assign_add(1)
                    return h

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


# --8<-- [end:counted_seed]
# --8<-- [start:captured_activations]
def captured_activations(x, target, blocks, rate, learning_rate, steps):
    """Captures h, where it should be an argument: no gradient."""
    blocks = [[tf.Variable(w) for w in weights] for weights in blocks]
    variables = [w for weights in blocks for w in weights]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)

    @tf.function
    def train_step(x, target, step):
        with tf.GradientTape() as tape:
            h = x
            for number, weights in enumerate(blocks):
                layers = partial(
                    block, h, [step, number], weights, rate
                )
                h = tf.recompute_grad(layers)()
            loss = tf.reduce_sum(tf.square(h - target))
        gradients = tape.gradient(
            loss, variables, unconnected_gradients="zero"
        )
        optimizer.apply_gradients(zip(gradients, variables))
        return loss, flat(gradients), flat(variables)

    x, target = tf.constant(x), tf.constant(target)
    found = [
        train_step(x, target, tf.constant(n)) for n in range(steps)
    ]
    names = ["loss", "gradients", "weights"]
    return {name: np.stack(v) for name, v in zip(names, zip(*found))}


# --8<-- [end:captured_activations]
# --8<-- [start:variables_inside]
def variables_inside(x, target, blocks, rate, learning_rate, steps):
    """Makes the variables in the function, as get_variable did."""
    blocks = [[tf.Variable(w) for w in weights] for weights in blocks]
    variables = [w for weights in blocks for w in weights]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)

    @tf.function
    def train_step(x, target, step):
        with tf.GradientTape() as tape:
            h = x
            for number, weights in enumerate(blocks):

                def layers(h, number=number, weights=weights):
                    weights = [tf.Variable(w) for w in weights]
                    return block(h, [step, number], weights, rate)

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


# --8<-- [end:variables_inside]
# --8<-- [start:keyword_argument]
def keyword_argument(x, target, blocks, rate, learning_rate, steps):
    """Passes a keyword: only eager code takes one."""
    blocks = [[tf.Variable(w) for w in weights] for weights in blocks]
    variables = [w for weights in blocks for w in weights]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)

    @tf.function
    def train_step(x, target, step):
        with tf.GradientTape() as tape:
            h = x
            for number, weights in enumerate(blocks):
                layers = partial(block, weights=weights, rate=rate)
                h = tf.recompute_grad(layers)(h, seed=[step, number])
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


# --8<-- [end:keyword_argument]
