"""A ``model_fn`` in TF1: the Estimator makes graph and session."""

import tempfile

import numpy as np
import tensorflow as tf


class Recorder(tf.estimator.SessionRunHook):
    """Keeps the loss and the weights of each step."""

    def __init__(self):
        self.steps = []

    def before_run(self, run_context):
        """Ask for the loss."""
        return tf.estimator.SessionRunArgs("loss:0")

    def after_run(self, run_context, run_values):
        """Read the weights, now that the step is done."""
        weights = run_context.session.run(tf.trainable_variables())
        self.steps.append([run_values.results] + weights)


def network(x, weights):
    """Return the output for ``x``; the weights start as given."""
    w1, w2 = (
        tf.get_variable("w%d" % n, initializer=w, use_resource=True)
        for n, w in enumerate(weights, 1)
    )
    return tf.matmul(tf.tanh(tf.matmul(x, w1)), w2)


def run(x, y, weights, learning_rate, batch_size, steps):
    """Train as often as ``steps`` says, and evaluate."""
    params = {"weights": weights, "learning_rate": learning_rate}
    recorder = Recorder()

    def input_fn():
        dataset = tf.data.Dataset.from_tensor_slices((x, y))
        return dataset.batch(batch_size).repeat()

    def evaluate_fn():
        dataset = tf.data.Dataset.from_tensor_slices((x, y))
        return dataset.batch(batch_size)

    # --8<-- [start:pattern]
    def model_fn(features, labels, mode, params):
        output = network(features, params["weights"])
        error = tf.square(output - labels)
        loss = tf.reduce_mean(error, name="loss")
        if mode == tf.estimator.ModeKeys.EVAL:
            return tf.estimator.EstimatorSpec(mode, loss=loss)
        rate = params["learning_rate"]
        optimizer = tf.train.GradientDescentOptimizer(rate)
        step = tf.train.get_global_step()
        train_op = optimizer.minimize(loss, global_step=step)
        return tf.estimator.EstimatorSpec(
            mode, loss=loss, train_op=train_op
        )

    # --8<-- [end:pattern]
    with tempfile.TemporaryDirectory() as folder:
        estimator = tf.estimator.Estimator(
            model_fn, folder, None, params
        )
        for count in steps:
            estimator.train(input_fn, [recorder], count)
        evaluated = estimator.evaluate(evaluate_fn)
    names = ["loss", "w1", "w2"]
    found = {
        n: np.stack(v) for n, v in zip(names, zip(*recorder.steps))
    }
    found["evaluated"] = evaluated["loss"].astype(x.dtype)
    found["global_step"] = evaluated["global_step"]
    return found
