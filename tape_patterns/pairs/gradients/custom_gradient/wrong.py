"""What people write for ``tf.custom_gradient``, and what it gives."""

import numpy as np
import tensorflow as tf


@tf.custom_gradient
def log1pexp(x):
    """Compute log(1 + e^x); its gradient never is NaN."""
    e = tf.exp(x)

    def gradient(upstream):
        return upstream * (1.0 - 1.0 / (1.0 + e))

    return tf.where(x > 30.0, x, tf.math.log1p(e)), gradient


def train(step, arguments, variables, steps):
    """Return the loss and the variables at each step."""
    outputs = []
    for _ in range(steps):
        loss = step(*arguments)
        outputs.append([loss.numpy(), *[v.numpy() for v in variables]])
    return {
        n: np.stack(o)
        for n, o in zip(["loss", "w", "v"], zip(*outputs))
    }


# --8<-- [start:no_variables_argument]
def no_variables_argument(
    points, domains, w, v, reversal, learning_rate, steps
):
    """Uses a variable, and the gradient takes none."""
    w = tf.Variable(w)
    v = tf.Variable(v)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build([w, v])

    @tf.custom_gradient
    def critic(features):
        def gradient(upstream):
            return -reversal * tf.matmul(upstream, v, transpose_b=True)

        return tf.matmul(features, v), gradient

    @tf.function
    def train_step(points, domains):
        with tf.GradientTape() as tape:
            features = tf.tanh(tf.matmul(points, w))
            loss = tf.reduce_sum(log1pexp(-domains * critic(features)))
        gradients = tape.gradient(loss, [w, v])
        optimizer.apply_gradients(zip(gradients, [w, v]))
        return loss

    arguments = [tf.constant(points), tf.constant(domains)]
    return train(train_step, arguments, [w, v], steps)


# --8<-- [end:no_variables_argument]
# --8<-- [start:captured_tensor]
def captured_tensor(
    points, domains, w, v, reversal, learning_rate, steps
):
    """Reads v outside and captures it: v has no gradient."""
    w = tf.Variable(w)
    v = tf.Variable(v)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build([w, v])

    def make_critic(weights):
        @tf.custom_gradient
        def critic(features):
            def gradient(upstream):
                down = tf.matmul(upstream, weights, transpose_b=True)
                return -reversal * down

            return tf.matmul(features, weights), gradient

        return critic

    @tf.function
    def train_step(points, domains):
        with tf.GradientTape() as tape:
            features = tf.tanh(tf.matmul(points, w))
            critic = make_critic(v.read_value())
            loss = tf.reduce_sum(log1pexp(-domains * critic(features)))
        gradients = tape.gradient(loss, [w, v])
        optimizer.apply_gradients(zip(gradients, [w, v]))
        return loss

    arguments = [tf.constant(points), tf.constant(domains)]
    return train(train_step, arguments, [w, v], steps)


# --8<-- [end:captured_tensor]
# --8<-- [start:called_by_keyword]
def called_by_keyword(
    points, domains, w, v, reversal, learning_rate, steps
):
    """Passes x by its name, in eager code: back to the tape's own."""
    w = tf.Variable(w)
    v = tf.Variable(v)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build([w, v])

    @tf.custom_gradient
    def critic(features):
        weights = v.read_value()

        def gradient(upstream, variables=None):
            by_v = tf.matmul(features, upstream, transpose_a=True)
            down = tf.matmul(upstream, weights, transpose_b=True)
            return -reversal * down, [by_v]

        return tf.matmul(features, weights), gradient

    def train_step(points, domains):
        with tf.GradientTape() as tape:
            features = tf.tanh(tf.matmul(points, w))
            logits = -domains * critic(features)
            loss = tf.reduce_sum(log1pexp(x=logits))
        gradients = tape.gradient(loss, [w, v])
        optimizer.apply_gradients(zip(gradients, [w, v]))
        return loss

    arguments = [tf.constant(points), tf.constant(domains)]
    return train(train_step, arguments, [w, v], steps)


# --8<-- [end:called_by_keyword]
