"""What every TF2 side of this chapter does with its optimizer."""

import numpy as np
import tensorflow as tf

from tape_patterns.pairs.optimizers.training import (
    GRADIENTS,
    NETWORK,
    SLICES,
    TABLE,
    with_arguments,
)


def set_rate(optimizer, rate):
    """Let the next step have this learning rate."""
    optimizer.learning_rate = rate


def trains_network(make, built=None, set_rate=set_rate, apply=None):
    """Return a ``run`` that trains a network with an optimizer.

    The others change what a built-in of Keras does, to come closer.

    Args:
        make: takes a learning rate and the pair's own arguments, and
            returns the optimizer.
        built: takes the optimizer, after ``build``.
        set_rate: takes the optimizer and the next learning rate.
        apply: takes the optimizer, the gradients, the variables and the
            pair's arguments; without it ``apply_gradients`` does.
    """

    def run(x, targets, weights, learning_rates, **arguments):
        w1, b1, w2 = variables = [tf.Variable(w) for w in weights]
        optimizer = make(learning_rates[0], **arguments)
        optimizer.build(variables)
        if built:
            built(optimizer)

        # --8<-- [start:network]
        @tf.function
        def train_step(batch, target):
            with tf.GradientTape() as tape:
                hidden = tf.tanh(tf.matmul(batch, w1) + b1)
                error = tf.matmul(hidden, w2) - target
                loss = tf.reduce_sum(tf.square(error))
            gradients = tape.gradient(loss, variables)
            if apply:
                apply(optimizer, gradients, variables, **arguments)
            else:
                optimizer.apply_gradients(zip(gradients, variables))
            return loss, *gradients

        # --8<-- [end:network]
        def step(rate, *batch):
            set_rate(optimizer, rate)
            return dict(zip(("loss", *GRADIENTS), train_step(*batch)))

        after = _after(optimizer, dict(zip(NETWORK, variables)))
        batches = zip(
            learning_rates, tf.constant(x), tf.constant(targets)
        )
        return _train(step, batches, after)

    return with_arguments(run, make)


def trains_table(make, set_rate=set_rate, apply=None):
    """Return a ``run`` that trains a table of words with an optimizer.

    Args:
        make: takes a learning rate and the pair's own arguments, and
            returns the optimizer.
        set_rate: takes the optimizer and the next learning rate.
        apply: takes the optimizer, the gradient and the table; without
            it ``apply_gradients`` does.
    """

    def run(ids, targets, table, w, learning_rates, **arguments):
        table, w = tf.Variable(table), tf.constant(w)
        optimizer = make(learning_rates[0], **arguments)
        optimizer.build([table])

        # --8<-- [start:table]
        @tf.function
        def train_step(words, target):
            with tf.GradientTape() as tape:
                vectors = tf.nn.embedding_lookup(table, words)
                output = tf.matmul(tf.reduce_sum(vectors, axis=1), w)
                loss = tf.reduce_sum(tf.square(output - target))
            gradient = tape.gradient(loss, table)
            if apply:
                apply(optimizer, gradient, table)
            else:
                optimizer.apply_gradients([(gradient, table)])
            return loss, gradient.values, gradient.indices

        # --8<-- [end:table]
        def step(rate, *batch):
            set_rate(optimizer, rate)
            return dict(zip(("loss", *SLICES), train_step(*batch)))

        after = _after(optimizer, dict(zip(TABLE, [table])))
        batches = zip(
            learning_rates, tf.constant(ids), tf.constant(targets)
        )
        return _train(step, batches, after)

    return with_arguments(run, make)


def _after(optimizer, variables):
    """Return the variables, and TF1's slots as ``variable/slot``."""
    found = dict(variables)
    for slot in getattr(optimizer, "slot_values", dict)():
        for name, variable in variables.items():
            found[f"{name}/{slot}"] = optimizer.get_slot(variable, slot)
    return found


def _train(step, batches, after):
    """Return what each step gave and what was after it, stacked."""
    steps = [
        {k: v.numpy() for k, v in {**step(*batch), **after}.items()}
        for batch in batches
    ]
    return {k: np.stack([step[k] for step in steps]) for k in steps[0]}
