"""Penalties in TF2: ``model.losses`` of a Keras model."""

import numpy as np
import tensorflow as tf


def make_model(weights, regularizer):
    """Return a network of two layers whose weights are penalized."""
    w1, b, w2 = weights
    settings = {"dtype": w1.dtype, "kernel_regularizer": regularizer}
    model = tf.keras.Sequential(
        [
            tf.keras.Input([len(w1)], dtype=w1.dtype),
            tf.keras.layers.Dense(len(b), "tanh", **settings),
            tf.keras.layers.Dense(1, use_bias=False, **settings),
        ]
    )
    model.set_weights([w1, b, w2])
    return model


def run(x, y, weights, scale, learning_rate):
    """Train a network with a penalty on one batch at each step."""
    xs, ys = x, y

    # --8<-- [start:pattern]
    def decay(w):
        return scale * tf.nn.l2_loss(w)

    model = make_model(weights, regularizer=decay)
    variables = model.trainable_variables
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(variables)

    @tf.function
    def train_step(x, y):
        with tf.GradientTape() as tape:
            error = model(x) - y
            penalty = tf.add_n(model.losses)
            loss = tf.reduce_mean(tf.square(error)) + penalty
        optimizer.apply(tape.gradient(loss, variables), variables)
        return loss, penalty

    # --8<-- [end:pattern]

    steps = []
    for batch in zip(tf.constant(xs), tf.constant(ys)):
        outputs = [*train_step(*batch), *variables]
        steps.append([output.numpy() for output in outputs])
    names = ["loss", "penalty", "w1", "b", "w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
