"""A whole training script in TF2: objects first, then a function."""

import os
from tempfile import TemporaryDirectory

import numpy as np
import tensorflow as tf

from tape_patterns.optimizers import Momentum


class Network(tf.Module):
    """Three layers. The first weights are kept as they are."""

    def __init__(self, start, momentum):
        """Take the weights, and the batch normalisation's momentum."""
        self.features, self.hidden, self.head = map(tf.Variable, start)
        self.normalize = tf.keras.layers.BatchNormalization(
            momentum=momentum, dtype=self.head.dtype.name
        )
        self.normalize.build([None, self.hidden.shape[0]])
        gamma, beta, mean, variance = self.normalize.weights
        self.trained = [gamma, beta, self.hidden, self.head]
        # TensorFlow's own variables: Keras' wrap one each.
        self.saved = [gamma.value, beta.value, self.hidden, self.head]
        self.moved = [mean.value, variance.value]

    def __call__(self, x, training=False):
        """Return a prediction."""
        x = tf.tanh(tf.matmul(x, self.features))
        x = self.normalize(x, training=training)
        for w in (self.hidden, self.head):
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
    batches = list(zip(tf.constant(x), tf.constant(y)))
    network = Network(start, momentum)
    trained, saved = network.trained, network.saved
    rate = tf.keras.optimizers.schedules.ExponentialDecay(
        learning_rate, decay_steps, 0.5, staircase=True
    )
    optimizer = Momentum(rate, 0.9)
    optimizer.build(trained)
    ema = tf.train.ExponentialMovingAverage(decay)
    ema.apply(saved)

    def loss_of(x, y):
        error = network(x, training=True) - y
        decayed = [network.hidden, network.head]
        penalty = sum(l2 * tf.nn.l2_loss(w) for w in decayed)
        return tf.reduce_mean(tf.square(error)) + penalty

    # --8<-- [start:pattern]
    @tf.function
    def train_step(x, y):
        with tf.GradientTape() as tape:
            loss = loss_of(x, y)
        gradients = tape.gradient(loss, trained)
        clipped, _ = tf.clip_by_global_norm(gradients, clip)
        optimizer.apply_gradients(zip(clipped, trained))
        ema.apply(saved)
        return loss

    checkpoint = tf.train.Checkpoint(
        weights=[network.features, *saved, *network.moved],
        averages=[ema.average(w) for w in saved],
        optimizer=[v.value for v in optimizer.variables],
    )
    # --8<-- [end:pattern]

    @tf.function
    def predict(x):
        return network(x)

    steps = []
    with TemporaryDirectory() as folder:
        for number, (x, y) in enumerate(batches, 1):
            now = rate(optimizer.iterations)
            outputs = [train_step(x, y), now, *saved, *network.moved]
            steps.append([output.numpy() for output in outputs])
            if number == saved_after:
                checkpoint.save(os.path.join(folder, "model"))
        last = tf.train.latest_checkpoint(folder)
        checkpoint.restore(last).assert_consumed()
    for w in saved:
        w.assign(ema.average(w))
    names = ["loss", "rate", "gamma", "beta", "hidden", "head"]
    names += ["mean", "variance"]
    found = {name: np.stack(v) for name, v in zip(names, zip(*steps))}
    predicted = predict(batches[-1][0]).numpy()
    count = np.int64(optimizer.iterations)
    return dict(predicted=predicted, global_step=count, **found)
