"""A whole training script in TF1: a graph first, then a session."""

import os
from tempfile import TemporaryDirectory

import numpy as np
import tensorflow as tf


def network(x, start, training, momentum, l2):
    """Return a prediction. The first weights are kept as they are."""
    regularizer = tf.contrib.layers.l2_regularizer(l2)
    with tf.variable_scope("features", use_resource=True):
        w = tf.get_variable("w", initializer=start[0])
        x = tf.tanh(tf.matmul(x, w))
    with tf.variable_scope("trained", use_resource=True):
        x = tf.layers.batch_normalization(
            x, momentum=momentum, training=training
        )
        for name, value in zip(["hidden", "head"], start[1:]):
            w = tf.get_variable(
                name, initializer=value, regularizer=regularizer
            )
            x = tf.matmul(tf.tanh(x), w)
    return x


def run(
    x,
    y,
    start,
    learning_rate,
    decay_steps,
    saved_after,
    momentum,
    decay,
    clip,
    l2,
):
    """Train, save, train on; predict with the saved averages."""
    batches = list(zip(x, y))
    with tf.Graph().as_default(), TemporaryDirectory() as folder:
        x = tf.placeholder(x.dtype, [None, x.shape[2]])
        y = tf.placeholder(y.dtype, [None, 1])
        training = tf.placeholder_with_default(False, [])
        prediction = network(x, start, training, momentum, l2)
        loss = tf.reduce_mean(tf.square(prediction - y))
        loss += tf.add_n(tf.losses.get_regularization_losses())

        step = tf.train.get_or_create_global_step()
        rate = tf.train.exponential_decay(
            learning_rate, step, decay_steps, 0.5, staircase=True
        )
        optimizer = tf.train.MomentumOptimizer(rate, 0.9)
        ema = tf.train.ExponentialMovingAverage(decay)
        # --8<-- [start:pattern]
        var_list = tf.trainable_variables("trained")
        pairs = optimizer.compute_gradients(loss, var_list)
        gradients, _ = zip(*pairs)
        clipped, _ = tf.clip_by_global_norm(gradients, clip)

        update_ops = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
        with tf.control_dependencies(update_ops):
            train_op = optimizer.apply_gradients(
                zip(clipped, var_list), global_step=step
            )
        with tf.control_dependencies([train_op]):
            train_op = ema.apply(var_list)

        saver = tf.train.Saver()
        averages = tf.train.Saver(ema.variables_to_restore(var_list))
        # --8<-- [end:pattern]
        scope = "trained/"
        normal = scope + "batch_normalization/"
        names = {
            "hidden": scope + "hidden",
            "head": scope + "head",
            "gamma": normal + "gamma",
            "beta": normal + "beta",
            "mean": normal + "moving_mean",
            "variance": normal + "moving_variance",
        }
        kept = {v.op.name: v for v in tf.global_variables()}
        after = [kept[name] for name in names.values()]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for number, (one_x, one_y) in enumerate(batches, 1):
                feed = {x: one_x, y: one_y, training: True}
                first = session.run([loss, rate], feed)
                session.run(train_op, feed)
                steps.append(first + session.run(after))
                if number == saved_after:
                    path = os.path.join(folder, "model")
                    saver.save(session, path, global_step=step)
        with tf.Session() as session:
            averages.restore(
                session, tf.train.latest_checkpoint(folder)
            )
            feed = {x: batches[-1][0]}
            predicted, count = session.run([prediction, step], feed)
    names = ["loss", "rate"] + list(names)
    found = {name: np.stack(v) for name, v in zip(names, zip(*steps))}
    return dict(predicted=predicted, global_step=count, **found)
