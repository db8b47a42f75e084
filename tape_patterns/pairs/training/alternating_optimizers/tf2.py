"""A GAN in TF2: a function for each turn, with its own optimizer."""

import numpy as np
import tensorflow as tf


def generate(z, variables):
    """Make images of noise."""
    w, b = variables
    return tf.matmul(z, w) + b


def discriminate(x, variables):
    """Return how real each image looks, as a logit."""
    w1, w2 = variables
    return tf.matmul(tf.tanh(tf.matmul(x, w1)), w2)


def entropy(logits, label):
    """Return the mean cross entropy with one label for all."""
    labels = label * tf.ones_like(logits)
    return tf.reduce_mean(
        tf.nn.sigmoid_cross_entropy_with_logits(
            labels=labels, logits=logits
        )
    )


def run(real, noise, generator, critic, rates):
    """Train the discriminator, then the generator, at each step."""
    g_vars = [tf.Variable(w) for w in generator]
    d_vars = [tf.Variable(w) for w in critic]
    d_optimizer, g_optimizer = map(tf.keras.optimizers.SGD, rates)
    d_optimizer.build(d_vars)
    g_optimizer.build(g_vars)

    # --8<-- [start:pattern]
    @tf.function
    def train_d(x, z):
        with tf.GradientTape() as tape:
            fake = discriminate(generate(z, g_vars), d_vars)
            loss = entropy(discriminate(x, d_vars), 1.0)
            loss += entropy(fake, 0.0)
        d_optimizer.apply(tape.gradient(loss, d_vars), d_vars)
        return loss

    @tf.function
    def train_g(z):
        with tf.GradientTape() as tape:
            fake = discriminate(generate(z, g_vars), d_vars)
            loss = entropy(fake, 1.0)
        g_optimizer.apply(tape.gradient(loss, g_vars), g_vars)
        return loss

    # --8<-- [end:pattern]

    steps = []
    for x, (z1, z2) in zip(tf.constant(real), tf.constant(noise)):
        outputs = [train_d(x, z1), train_g(z2), *g_vars, *d_vars]
        steps.append([output.numpy() for output in outputs])
    names = ["d_loss", "g_loss", "g_w", "g_b", "d_w1", "d_w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
