"""Steps counted in TF2: ``optimizer.iterations``."""

import numpy as np
import tensorflow as tf


def run(x, y, w, b, start, warm_up_steps, learning_rate):
    """Train with a penalty that grows until ``warm_up_steps``."""
    xs, ys, dtype = x, y, x.dtype
    w, b = tf.Variable(w), tf.Variable(b)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build([w, b])

    # --8<-- [start:pattern]
    step = optimizer.iterations
    step.assign(start)

    @tf.function
    def train_step(x, y):
        warm_up = tf.cast(step, dtype) / warm_up_steps
        warm_up = tf.minimum(warm_up, 1.0)
        with tf.GradientTape() as tape:
            error = tf.matmul(x, w) + b - y
            loss = tf.reduce_mean(tf.square(error))
            loss += warm_up * tf.nn.l2_loss(w)
        gradients = tape.gradient(loss, [w, b])
        optimizer.apply_gradients(zip(gradients, [w, b]))
        return loss, warm_up

    # --8<-- [end:pattern]

    steps = []
    for batch in zip(tf.constant(xs), tf.constant(ys)):
        outputs = [*train_step(*batch), step, w, b]
        steps.append([output.numpy() for output in outputs])
    names = ["loss", "warm_up", "steps_made", "w", "b"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
