"""``var_list`` in TF1: the variables of a scope, then all of them."""

import numpy as np
import tensorflow.compat.v1 as tf


def layer(x, scope, weights):
    """Apply one layer, with ``w`` and ``b`` in its scope."""
    with tf.variable_scope(scope, use_resource=True):
        w = tf.get_variable("w", initializer=weights[0])
        b = tf.get_variable("b", initializer=weights[1])
    return tf.matmul(x, w) + b


def run(x, targets, body, head, frozen_steps, learning_rate):
    """Train the head alone for ``frozen_steps``, then all."""
    with tf.Graph().as_default():
        batches, batch_targets = x, targets
        x = tf.placeholder(x.dtype, x.shape[1:])
        target = tf.placeholder(targets.dtype, targets.shape[1:])
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        # --8<-- [start:pattern]
        features = tf.tanh(layer(x, "body", body))
        error = layer(features, "head", head) - target
        loss = tf.reduce_mean(tf.square(error))

        trainable = tf.GraphKeys.TRAINABLE_VARIABLES
        head_vars = tf.get_collection(trainable, "head/")
        train_head = optimizer.minimize(loss, var_list=head_vars)
        train_all = optimizer.minimize(loss)
        # --8<-- [end:pattern]
        variables = tf.trainable_variables()
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for n, batch in enumerate(zip(batches, batch_targets)):
                train = train_head if n < frozen_steps else train_all
                feed = dict(zip((x, target), batch))
                before, _ = session.run([loss, train], feed)
                steps.append([before] + session.run(variables))
    names = ["loss", "body_w", "body_b", "head_w", "head_b"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
