"""What people write for a gradient in a map, and what it gives."""

import numpy as np
import tensorflow as tf

NAMES = ["losses", "dw1", "db1", "dw2"]
NAMES += ["meta_dw1", "meta_db1", "meta_dw2", "w1", "b1", "w2"]


def error(x, y, weights):
    """Return the mean squared error of a network."""
    w1, b1, w2 = weights
    output = tf.matmul(tf.tanh(tf.matmul(x, w1) + b1), w2)
    return tf.reduce_mean(tf.square(output - y))


# --8<-- [start:tape_outside_map]
def tape_outside_map(tasks, weights, inner_rate, meta_rate):
    """Opens the tape around the map: the tasks' gradients add up."""
    weights = [tf.Variable(w) for w in weights]
    optimizer = tf.keras.optimizers.SGD(meta_rate)
    optimizer.build(weights)

    @tf.function
    def train_step(batch):
        support_x, support_y, query_x, query_y = batch
        with tf.GradientTape() as meta_tape:
            with tf.GradientTape() as tape:
                losses = tf.map_fn(
                    lambda task: error(*task, weights),
                    (support_x, support_y),
                    fn_output_signature=tf.float64,
                )
            gradients = tape.gradient(losses, weights)
            pairs = zip(weights, gradients)
            adapted = [w - inner_rate * g for w, g in pairs]
            losses = tf.map_fn(
                lambda task: error(*task, adapted),
                (query_x, query_y),
                fn_output_signature=tf.float64,
            )
            meta_loss = tf.reduce_mean(losses)
        meta_gradients = meta_tape.gradient(meta_loss, weights)
        optimizer.apply_gradients(zip(meta_gradients, weights))
        # One sum for all tasks, where each had its own gradient.
        tiled = [tf.stack([g] * len(query_x)) for g in gradients]
        return [losses, *tiled, *meta_gradients]

    steps = []
    for step in zip(*map(tf.constant, tasks)):
        outputs = [*train_step(step), *weights]
        steps.append([output.numpy() for output in outputs])
    return {name: np.stack(v) for name, v in zip(NAMES, zip(*steps))}


# --8<-- [end:tape_outside_map]
# --8<-- [start:weights_assigned]
def weights_assigned(tasks, weights, inner_rate, meta_rate):
    """Takes the inner step in place: one task starts from another."""
    weights = [tf.Variable(w) for w in weights]
    optimizer = tf.keras.optimizers.SGD(meta_rate)
    optimizer.build(weights)

    def adapt(task):
        support_x, support_y, query_x, query_y = task
        with tf.GradientTape() as tape:
            loss = error(support_x, support_y, weights)
        gradients = tape.gradient(loss, weights)
        for weight, gradient in zip(weights, gradients):
            weight.assign_sub(inner_rate * gradient)
        return error(query_x, query_y, weights), gradients

    @tf.function
    def train_step(batch):
        with tf.GradientTape() as meta_tape:
            signature = (tf.float64, [tf.float64] * len(weights))
            losses, gradients = tf.map_fn(
                adapt, batch, fn_output_signature=signature
            )
            meta_loss = tf.reduce_mean(losses)
        meta_gradients = meta_tape.gradient(meta_loss, weights)
        optimizer.apply_gradients(zip(meta_gradients, weights))
        return [losses, *gradients, *meta_gradients]

    steps = []
    for step in zip(*map(tf.constant, tasks)):
        outputs = [*train_step(step), *weights]
        steps.append([output.numpy() for output in outputs])
    return {name: np.stack(v) for name, v in zip(NAMES, zip(*steps))}


# --8<-- [end:weights_assigned]
# --8<-- [start:one_tape]
def one_tape(tasks, weights, inner_rate, meta_rate):
    """Asks one tape for the tasks' gradients and for the meta one."""
    weights = [tf.Variable(w) for w in weights]

    @tf.function
    def meta_gradients(batch):
        with tf.GradientTape() as tape:

            def adapt(task):
                support_x, support_y, query_x, query_y = task
                loss = error(support_x, support_y, weights)
                gradients = tape.gradient(loss, weights)
                pairs = zip(weights, gradients)
                adapted = [w - inner_rate * g for w, g in pairs]
                return error(query_x, query_y, adapted)

            losses = tf.map_fn(
                adapt, batch, fn_output_signature=tf.float64
            )
            meta_loss = tf.reduce_mean(losses)
        return tape.gradient(meta_loss, weights)

    for step in zip(*map(tf.constant, tasks)):
        meta_gradients(step)


# --8<-- [end:one_tape]
