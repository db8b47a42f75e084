"""Scale the loss in TF2: ``scale_loss`` under the tape."""

import numpy as np
import tensorflow as tf


def loss_of(x, y, weights):
    """Return the squared error of a model in float16."""
    w1, w2 = (tf.broadcast_to(w, tf.shape(x)) for w in weights)
    hidden = tf.nn.relu(half(x) * half(w1))
    output = tf.cast(hidden * half(w2), tf.float32)
    return tf.reduce_mean(tf.square(tf.reduce_sum(output, 1) - y))


def half(value):
    """Return a value in float16."""
    return tf.cast(value, tf.float16)


def run(x, y, weights, learning_rate, initial_scale, growth_steps):
    """Train on one batch at each step."""
    batches = list(zip(tf.constant(x), tf.constant(y)))
    weights = [tf.Variable(w) for w in weights]
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.LossScaleOptimizer(
        tf.keras.optimizers.SGD(learning_rate),
        initial_scale=initial_scale,
        dynamic_growth_steps=growth_steps,
    )
    optimizer.build(weights)

    @tf.function
    def train_step(x, y):
        with tf.GradientTape() as tape:
            loss = loss_of(x, y, weights)
            scaled_loss = optimizer.scale_loss(loss)
        gradients = tape.gradient(scaled_loss, weights)
        optimizer.apply_gradients(zip(gradients, weights))
        return loss

    # --8<-- [end:pattern]

    steps = []
    for batch in batches:
        outputs = [train_step(*batch), *weights]
        scale = optimizer.dynamic_scale
        steps.append([np.array(value) for value in [*outputs, scale]])
    names = ["loss", "w1", "w2", "scale"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
