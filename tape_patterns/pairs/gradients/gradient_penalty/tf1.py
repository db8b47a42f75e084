"""WGAN-GP's critic in TF1: ``tf.gradients`` of ``tf.gradients``."""

import numpy as np
import tensorflow.compat.v1 as tf


def critic(x, weights):
    """Return a score for each example, by one hidden layer."""
    w1, b1, w2 = weights
    return tf.matmul(tf.tanh(tf.matmul(x, w1) + b1), w2)


def penalty_of(slope):
    """Return how far the slopes are from one."""
    return 10.0 * tf.reduce_mean(tf.square(slope - 1.0))


def run(real, fake, mix, weights, learning_rate):
    """Train the critic on one batch at each step."""
    batches = list(zip(real, fake, mix))
    with tf.Graph().as_default():
        weights = [tf.Variable(w, use_resource=True) for w in weights]
        placeholders = [
            tf.placeholder(array.dtype, (None,) + array.shape[2:])
            for array in (real, fake, mix)
        ]
        real, fake, mix = placeholders
        # --8<-- [start:pattern]
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        mixed = real + mix * (fake - real)
        score = critic(mixed, weights)
        gradient = tf.gradients(score, mixed)[0]
        slope = tf.sqrt(tf.reduce_sum(tf.square(gradient), 1))
        scores = critic(fake, weights) - critic(real, weights)
        distance = tf.reduce_mean(scores)
        loss = distance + penalty_of(slope)
        gradients = tf.gradients(loss, weights)
        train_op = optimizer.apply_gradients(zip(gradients, weights))
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            outputs = [distance, slope, loss] + gradients
            for batch in batches:
                feed = dict(zip(placeholders, batch))
                before = session.run(outputs, feed)
                session.run(train_op, feed)
                steps.append(before + session.run(weights))
    names = "distance slope loss dw1 db1 dw2 w1 b1 w2".split()
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
