"""A rate that decays in TF2: a schedule, which the optimizer calls."""

import math

import numpy as np
import tensorflow as tf

Schedule = tf.keras.optimizers.schedules.LearningRateSchedule


class LinearCosineDecay(Schedule):
    """``tf.train.linear_cosine_decay``."""

    def __init__(
        self, rate, decay_steps, num_periods=0.5, alpha=0.0, beta=0.001
    ):
        """Take the arguments of TF1."""
        self.rate, self.decay_steps = rate, decay_steps
        self.num_periods, self.alpha, self.beta = (
            num_periods,
            alpha,
            beta,
        )

    def __call__(self, step):
        """Return the rate of a step, counted from 0."""
        rate = tf.convert_to_tensor(self.rate)
        steps = tf.cast(self.decay_steps, rate.dtype)
        step = tf.minimum(tf.cast(step, rate.dtype), steps)
        linear = (steps - step) / steps
        turn = 2.0 * self.num_periods * step / steps
        cosine = 0.5 * (1.0 + tf.cos(math.pi * turn))
        return rate * ((self.alpha + linear) * cosine + self.beta)


class WarmUp(Schedule):
    """Rises from 0 in ``steps``, then is another schedule."""

    def __init__(self, rate, steps, after):
        """Take the rate to rise to, and the schedule after it."""
        self.rate, self.steps, self.after = rate, steps, after

    def __call__(self, step):
        """Return the rate of a step, counted from 0."""
        rate = tf.convert_to_tensor(self.rate)
        warming = rate * tf.cast(step, rate.dtype) / self.steps
        return tf.where(step < self.steps, warming, self.after(step))


def schedules(rate, decay_steps, decay_rate):
    """Return the schedules by name, and a warm-up."""
    keras = tf.keras.optimizers.schedules
    parts = np.array([1 / 2, 1 / 8, 1 / 10], rate.dtype)
    half, eighth, tenth = rate * parts
    polynomial = (rate, decay_steps, tenth, 2.0)
    decay = (rate, decay_steps, decay_rate)
    natural = (rate, decay_steps, float(tf.exp(-decay_rate)))
    boundaries = [decay_steps - 1, decay_steps + 1]
    values = [rate, half, eighth]
    stairs = keras.ExponentialDecay(*decay, staircase=True)
    found = {
        "exponential": keras.ExponentialDecay(*decay),
        "stairs": stairs,
        "natural": keras.ExponentialDecay(*natural),
        "natural_stairs": keras.ExponentialDecay(
            *natural, staircase=True
        ),
        "inverse": keras.InverseTimeDecay(*decay),
        "inverse_stairs": keras.InverseTimeDecay(
            *decay, staircase=True
        ),
        "polynomial": keras.PolynomialDecay(*polynomial),
        "piecewise": keras.PiecewiseConstantDecay(boundaries, values),
        "warm_up": WarmUp(rate, decay_steps + 1, stairs),
    }
    if rate.dtype == np.float64:
        return found  # TF1 had the others in float32 alone.
    common = decay[:2]
    return dict(
        found,
        cycle=keras.PolynomialDecay(*polynomial, cycle=True),
        cosine=keras.CosineDecay(*common, alpha=0.1),
        restarts=keras.CosineDecayRestarts(*common, m_mul=0.5),
        linear_cosine=LinearCosineDecay(*common, beta=0.1),
        noisy_without_noise=LinearCosineDecay(*common),
    )


def run(x, y, w, learning_rate, decay_steps, decay_rate):
    """Train with stairs; read all rates before each step."""
    batches = list(zip(tf.constant(x), tf.constant(y)))
    w = tf.Variable(w)
    # --8<-- [start:pattern]
    rate = tf.keras.optimizers.schedules.ExponentialDecay(
        learning_rate, decay_steps, decay_rate, staircase=True
    )
    optimizer = tf.keras.optimizers.SGD(rate)
    optimizer.build([w])

    @tf.function
    def train_step(x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(tf.matmul(x, w) - y))
        gradient = tape.gradient(loss, w)
        optimizer.apply_gradients([(gradient, w)])
        return loss

    # --8<-- [end:pattern]
    rates = schedules(learning_rate, decay_steps, decay_rate)

    @tf.function
    def rates_now():
        step = tf.convert_to_tensor(optimizer.iterations)
        return {name: rate(step) for name, rate in rates.items()}

    steps = []
    for batch in batches:
        now = rates_now()
        now["loss"] = train_step(*batch)
        now["w"] = w
        steps.append({name: v.numpy() for name, v in now.items()})
    return {name: np.stack([s[name] for s in steps]) for name in now}
