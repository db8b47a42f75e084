"""A GAN in TF1: two train ops with a ``var_list`` each."""

import numpy as np
import tensorflow.compat.v1 as tf


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
    with tf.Graph().as_default():
        x = tf.placeholder(real.dtype, [None, real.shape[2]])
        z = tf.placeholder(real.dtype, [None, real.shape[2]])
        g_vars, d_vars = (
            [tf.Variable(w, use_resource=True) for w in start]
            for start in (generator, critic)
        )
        d_optimizer, g_optimizer = (
            tf.train.GradientDescentOptimizer(rate) for rate in rates
        )
        # --8<-- [start:pattern]
        fake = discriminate(generate(z, g_vars), d_vars)
        d_loss = entropy(discriminate(x, d_vars), 1.0)
        d_loss += entropy(fake, 0.0)
        g_loss = entropy(fake, 1.0)
        train_d = d_optimizer.minimize(d_loss, var_list=d_vars)
        train_g = g_optimizer.minimize(g_loss, var_list=g_vars)
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch, (z1, z2) in zip(real, noise):
                feed = {x: batch, z: z1}
                first, _ = session.run([d_loss, train_d], feed)
                second, _ = session.run([g_loss, train_g], {z: z2})
                after = session.run(g_vars + d_vars)
                steps.append([first, second] + after)
    names = ["d_loss", "g_loss", "g_w", "g_b", "d_w1", "d_w2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
