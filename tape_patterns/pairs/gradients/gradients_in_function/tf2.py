"""A gradient penalty in TF2: one tape inside the other."""

import tensorflow as tf


def run(x, y, w1, w2, learning_rate, steps):
    """Descend on the squared error plus its squared input gradient."""
    weights = [tf.Variable(w) for w in (w1, w2)]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(weights)

    @tf.function
    def train_step(x, y):
        with tf.GradientTape() as tape:
            with tf.GradientTape(
                watch_accessed_variables=False
            ) as input_tape:
                input_tape.watch(x)
                hidden = tf.tanh(tf.matmul(x, weights[0]))
                output = tf.matmul(hidden, weights[1])
                error = tf.reduce_sum(tf.square(output - y))
            dx = input_tape.gradient(error, x)
            loss = error + 0.1 * tf.reduce_sum(tf.square(dx))
        gradients = tape.gradient(loss, weights)
        optimizer.apply_gradients(zip(gradients, weights))
        return [loss, dx, *gradients]

    x, y = tf.constant(x), tf.constant(y)
    first, *_ = [train_step(x, y) for _ in range(steps)]
    outputs = [value.numpy() for value in [*first, *weights]]
    names = ["loss", "dx", "dw1", "dw2", "w1", "w2"]
    return dict(zip(names, outputs))
