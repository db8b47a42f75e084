"""Gradient reversal and a stable log(1 + e^x) in TF1."""

import numpy as np
import tensorflow.compat.v1 as tf


@tf.custom_gradient
def log1pexp(x):
    """Compute log(1 + e^x); its gradient never is NaN."""
    e = tf.exp(x)

    def gradient(upstream):
        return upstream * (1.0 - 1.0 / (1.0 + e))

    return tf.where(x > 30.0, x, tf.log1p(e)), gradient


def loss_of(points, domains, w, critic):
    """Return the critic's loss on the features of points."""
    features = tf.tanh(tf.matmul(points, w))
    return tf.reduce_sum(log1pexp(-domains * critic(features)))


def run(points, domains, w, v, reversal, learning_rate, steps):
    """Hide from a critic which domain each point comes from."""
    with tf.Graph().as_default():
        # Without use_resource, what was read from v changes when v is
        # updated, and w's gradient may come after that.
        w = tf.get_variable("w", initializer=w, use_resource=True)
        v = tf.get_variable("v", initializer=v, use_resource=True)

        # Reads v once: the gradient must see the same value.
        # --8<-- [start:pattern]
        @tf.custom_gradient
        def critic(features):
            def gradient(upstream, variables=None):
                by_v = tf.matmul(features, upstream, transpose_a=True)
                down = tf.matmul(upstream, weights, transpose_b=True)
                return -reversal * down, [by_v]

            weights = v.read_value()
            return tf.matmul(features, weights), gradient

        loss = loss_of(points, domains, w, critic)
        gradients = tf.gradients(loss, [w, v])
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        train_op = optimizer.apply_gradients(zip(gradients, [w, v]))
        # --8<-- [end:pattern]
        outputs = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for _ in range(steps):
                before = session.run([loss] + gradients)
                session.run(train_op)
                outputs.append(before + session.run([w, v]))
    names = ["loss", "dw", "dv", "w", "v"]
    return {n: np.stack(o) for n, o in zip(names, zip(*outputs))}
