"""Random ops in TF1: a draw for each ``session.run``."""

import numpy as np
import tensorflow.compat.v1 as tf


def run(batches, w, graph_seed, noise_seed, keep_seed, learning_rate):
    """Train a denoiser on one batch at each step."""
    with tf.Graph().as_default():
        dtype, width = w.dtype, len(w)
        w = tf.get_variable("w", initializer=w, use_resource=True)
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        # --8<-- [start:pattern]
        tf.set_random_seed(graph_seed)

        x = tf.placeholder(dtype, [None, width])
        noise = tf.random_normal(
            tf.shape(x), dtype=dtype, seed=noise_seed
        )
        draw = tf.random_uniform(
            tf.shape(x), dtype=dtype, seed=keep_seed
        )
        kept = (x + noise) * tf.cast(draw < 0.5, dtype)
        loss = tf.reduce_mean(tf.square(tf.matmul(kept, w) - x))
        train_op = optimizer.minimize(loss)
        # --8<-- [end:pattern]
        fetches = [noise, kept, loss, train_op]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch in batches:
                step = session.run(fetches, {x: batch})
                steps.append(step[:3] + [session.run(w)])
    noise, kept, loss, w_after = zip(*steps)
    return {
        "noise": np.concatenate(noise),
        "kept": np.concatenate(kept),
        "loss": np.stack(loss),
        "w_after": np.stack(w_after),
    }
