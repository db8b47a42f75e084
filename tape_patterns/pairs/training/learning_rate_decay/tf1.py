"""A rate that decays in TF1: a tensor that reads the global step."""

import numpy as np
import tensorflow.compat.v1 as tf


def schedules(rate, step, decay_steps, decay_rate):
    """Return TF1's schedules by name, and a warm-up."""
    parts = np.array([1 / 2, 1 / 8, 1 / 10], rate.dtype)
    half, eighth, tenth = rate * parts
    decay = (rate, step, decay_steps, decay_rate)
    # These were made for float32 alone.
    single = (np.float32(rate), step, decay_steps)
    end = np.float32(tenth)
    boundaries = [decay_steps - 1, decay_steps + 1]
    values = [rate, half, eighth]
    warm_steps = decay_steps + 1
    warming = rate * tf.cast(step, rate.dtype) / warm_steps
    stairs = tf.train.exponential_decay(*decay, staircase=True)
    return {
        "exponential": tf.train.exponential_decay(*decay),
        "stairs": stairs,
        "natural": tf.train.natural_exp_decay(*decay),
        "natural_stairs": tf.train.natural_exp_decay(
            *decay, staircase=True
        ),
        "inverse": tf.train.inverse_time_decay(*decay),
        "inverse_stairs": tf.train.inverse_time_decay(
            *decay, staircase=True
        ),
        "polynomial": tf.train.polynomial_decay(*decay[:3], tenth, 2.0),
        "cycle": tf.train.polynomial_decay(
            *single, end, 2.0, cycle=True
        ),
        "piecewise": tf.train.piecewise_constant(
            step, boundaries, values
        ),
        "cosine": tf.train.cosine_decay(*single, alpha=0.1),
        "restarts": tf.train.cosine_decay_restarts(*single, m_mul=0.5),
        "linear_cosine": tf.train.linear_cosine_decay(
            *single, beta=0.1
        ),
        "noisy_without_noise": tf.train.noisy_linear_cosine_decay(
            *single, initial_variance=0.0
        ),
        "warm_up": tf.where(step < warm_steps, warming, stairs),
    }


def run(x, y, w, learning_rate, decay_steps, decay_rate):
    """Train with stairs; read all rates before each step."""
    batches = list(zip(x, y))
    with tf.Graph().as_default():
        tf.set_random_seed(0)
        x = tf.placeholder(w.dtype, [None, x.shape[2]])
        y = tf.placeholder(w.dtype, [None, 1])
        w = tf.Variable(w, use_resource=True)
        loss = tf.reduce_mean(tf.square(tf.matmul(x, w) - y))
        # --8<-- [start:pattern]
        step = tf.train.get_or_create_global_step()
        rate = tf.train.exponential_decay(
            learning_rate, step, decay_steps, decay_rate, staircase=True
        )
        optimizer = tf.train.GradientDescentOptimizer(rate)
        train_op = optimizer.minimize(loss, global_step=step)
        # --8<-- [end:pattern]
        rates = schedules(learning_rate, step, decay_steps, decay_rate)
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch in batches:
                feed = dict(zip((x, y), batch))
                now = session.run(dict(rates, loss=loss), feed)
                session.run(train_op, feed)
                now["w"] = session.run(w)
                steps.append(now)
    return {name: np.stack([s[name] for s in steps]) for name in now}
