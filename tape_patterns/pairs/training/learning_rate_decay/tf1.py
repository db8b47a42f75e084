"""A rate that decays in TF1: a tensor that reads the global step."""

import numpy as np
import tensorflow.compat.v1 as tf


def schedules(rate, step, decay_steps, decay_rate):
    """Return TF1's schedules by name, and a warm-up."""
    parts = np.array([1 / 2, 1 / 8, 1 / 10], rate.dtype)
    half, eighth, tenth = rate * parts
    polynomial = (rate, step, decay_steps, tenth, 2.0)
    decay = (rate, step, decay_steps, decay_rate)
    boundaries = [decay_steps - 1, decay_steps + 1]
    values = [rate, half, eighth]
    warm_steps = decay_steps + 1
    warming = rate * tf.cast(step, rate.dtype) / warm_steps
    stairs = tf.train.exponential_decay(*decay, staircase=True)
    found = {
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
        "polynomial": tf.train.polynomial_decay(*polynomial),
        "piecewise": tf.train.piecewise_constant(
            step, boundaries, values
        ),
        "warm_up": tf.where(step < warm_steps, warming, stairs),
    }
    if rate.dtype == np.float64:
        return found  # TF1 has the others in float32 alone.
    common = decay[:3]
    return dict(
        found,
        cycle=tf.train.polynomial_decay(*polynomial, cycle=True),
        cosine=tf.train.cosine_decay(*common, alpha=0.1),
        restarts=tf.train.cosine_decay_restarts(*common, m_mul=0.5),
        linear_cosine=tf.train.linear_cosine_decay(*common, beta=0.1),
        noisy_without_noise=tf.train.noisy_linear_cosine_decay(
            *common, initial_variance=0.0
        ),
    )


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
