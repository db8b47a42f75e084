"""WGAN-GP's critic in TF2: a tape for the inputs, inside the other."""

import numpy as np
import tensorflow as tf


def critic(x, weights):
    """Return a score for each example, by one hidden layer."""
    w1, b1, w2 = weights
    return tf.matmul(tf.tanh(tf.matmul(x, w1) + b1), w2)


def penalty_of(slope):
    """Return how far the slopes are from one."""
    return 10.0 * tf.reduce_mean(tf.square(slope - 1.0))


def run(real, fake, mix, weights, learning_rate):
    """Train the critic on one batch at each step."""
    weights = [tf.Variable(w) for w in weights]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build(weights)

    # --8<-- [start:pattern]
    @tf.function
    def train_critic(real, fake, mix):
        mixed = real + mix * (fake - real)
        with tf.GradientTape() as tape:
            with tf.GradientTape() as input_tape:
                input_tape.watch(mixed)
                score = critic(mixed, weights)
            gradient = input_tape.gradient(score, mixed)
            slope = tf.sqrt(tf.reduce_sum(tf.square(gradient), 1))
            scores = critic(fake, weights) - critic(real, weights)
            distance = tf.reduce_mean(scores)
            loss = distance + penalty_of(slope)
        gradients = tape.gradient(loss, weights)
        with tf.control_dependencies([loss]):  # read, then update
            optimizer.apply_gradients(zip(gradients, weights))
        return distance, slope, loss, *gradients

    # --8<-- [end:pattern]

    steps = []
    for batch in zip(*map(tf.constant, (real, fake, mix))):
        outputs = [*train_critic(*batch), *weights]
        steps.append([output.numpy() for output in outputs])
    names = "distance slope loss dw1 db1 dw2 w1 b1 w2".split()
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
