"""MAML in TF2: each inner tape watches the updated weights."""

import numpy as np
import tensorflow as tf


def loss_of(x, y, weights):
    """Return the mean squared error of a network."""
    w1, b1, w2 = weights
    prediction = tf.matmul(tf.tanh(tf.matmul(x, w1) + b1), w2)
    return tf.reduce_mean(tf.square(prediction - y))


def run(
    x,
    y,
    x_query,
    y_query,
    weights,
    inner_steps,
    inner_rate,
    learning_rate,
):
    """Take one meta step on each task."""
    weights = [tf.Variable(w) for w in weights]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(weights)

    # --8<-- [start:pattern]
    @tf.function
    def meta_step(x, y, x_query, y_query):
        fast, losses = weights, []
        with tf.GradientTape() as meta_tape:
            for _ in range(inner_steps):
                with tf.GradientTape() as tape:
                    tape.watch(fast)
                    loss = loss_of(x, y, fast)
                pairs = zip(fast, tape.gradient(loss, fast))
                fast = [w - inner_rate * g for w, g in pairs]
                losses.append(loss)
            meta_loss = loss_of(x_query, y_query, fast)
        gradients = meta_tape.gradient(meta_loss, weights)
        optimizer.apply_gradients(zip(gradients, weights))
        return tf.stack(losses), *fast, meta_loss, *gradients

    # --8<-- [end:pattern]

    steps = []
    for task in zip(*map(tf.constant, (x, y, x_query, y_query))):
        outputs = [*meta_step(*task), *weights]
        steps.append([output.numpy() for output in outputs])
    names = (
        "losses fast_w1 fast_b1 fast_w2 meta_loss dw1 db1 dw2 w1 b1 w2"
    )
    columns = zip(names.split(), zip(*steps))
    return {name: np.stack(v) for name, v in columns}
