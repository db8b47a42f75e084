"""A fed step in TF1: placeholders, one of them with a default."""

import numpy as np
import tensorflow.compat.v1 as tf


def predict(x, w, middle):
    """Apply a linear model to centered inputs."""
    return tf.matmul(x - middle, w)


def run(pixels, labels, center, w, learning_rate):
    """Train on one batch of images at each step."""
    images, features = pixels / 255.0, pixels.shape[2]
    with tf.Graph().as_default():
        w = tf.get_variable("w", initializer=w, use_resource=True)
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        # --8<-- [start:pattern]
        x = tf.placeholder(w.dtype, [None, features])
        y = tf.placeholder(w.dtype, [None, 1])
        training = tf.placeholder_with_default(False, [])
        middle = tf.cond(
            training, lambda: tf.reduce_mean(x, axis=0), lambda: center
        )
        loss = tf.reduce_mean(tf.square(predict(x, w, middle) - y))
        train_op = optimizer.minimize(loss)
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch in zip(images, labels):
                feed = dict(zip((x, y), batch))
                before = session.run(loss, feed)
                feed[training] = True
                trained = session.run(loss, feed)
                session.run(train_op, feed)
                steps.append([before, trained, session.run(w)])
    names = ["loss", "training_loss", "w"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
