"""What every TF1 side of this chapter does with its optimizer.

TensorFlow 1.15 reads this: Python 3.7.
"""

import functools

import numpy as np
import tensorflow.compat.v1 as tf

from tape_patterns.pairs.optimizers.training import (
    GRADIENTS,
    NETWORK,
    SLICES,
    TABLE,
    with_arguments,
)


def trains_network(make):
    """Return a ``run`` that trains a network with an optimizer.

    Args:
        make: takes a learning rate and the pair's own arguments, and
            returns the optimizer.
    """

    def run(x, targets, weights, learning_rates, **arguments):
        with tf.Graph().as_default():
            w1, b1, w2 = variables = _variables(NETWORK, weights)
            batch = tf.placeholder(x.dtype, x.shape[1:])
            target = tf.placeholder(x.dtype, targets.shape[1:])
            learning_rate = tf.placeholder(tf.float32, [])
            make_optimizer = functools.partial(make, **arguments)
            # --8<-- [start:network]
            hidden = tf.tanh(tf.matmul(batch, w1) + b1)
            error = tf.matmul(hidden, w2) - target
            loss = tf.reduce_sum(tf.square(error))
            optimizer = make_optimizer(learning_rate)
            pairs = optimizer.compute_gradients(loss)
            # Nothing else orders "decay w" after "read w".
            with tf.control_dependencies([g for g, _ in pairs]):
                train_op = optimizer.apply_gradients(
                    pairs, tf.train.get_or_create_global_step()
                )
            # --8<-- [end:network]
            before = dict(
                zip(GRADIENTS, [g for g, _ in pairs]), loss=loss
            )
            after = _after(optimizer, variables)
            feeds = zip(x, targets, learning_rates)
            placeholders = (batch, target, learning_rate)
            return _train(train_op, before, after, placeholders, feeds)

    return with_arguments(run, make)


def trains_table(make):
    """Return a ``run`` that trains a table of words with an optimizer.

    Args:
        make: takes a learning rate and the pair's own arguments, and
            returns the optimizer.
    """

    def run(ids, targets, table, w, learning_rates, **arguments):
        with tf.Graph().as_default():
            (table,) = variables = _variables(TABLE, [table])
            words = tf.placeholder(tf.int32, ids.shape[1:])
            target = tf.placeholder(targets.dtype, targets.shape[1:])
            learning_rate = tf.placeholder(tf.float32, [])
            make_optimizer = functools.partial(make, **arguments)
            # --8<-- [start:table]
            vectors = tf.nn.embedding_lookup(table, words)
            output = tf.matmul(tf.reduce_sum(vectors, axis=1), w)
            loss = tf.reduce_sum(tf.square(output - target))
            optimizer = make_optimizer(learning_rate)
            pairs = optimizer.compute_gradients(loss)
            train_op = optimizer.apply_gradients(
                pairs, tf.train.get_or_create_global_step()
            )
            # --8<-- [end:table]
            ((slices, _),) = pairs
            parts = (slices.values, slices.indices)
            before = dict(zip(SLICES, parts), loss=loss)
            after = _after(optimizer, variables)
            feeds = zip(ids, targets, learning_rates)
            placeholders = (words, target, learning_rate)
            return _train(train_op, before, after, placeholders, feeds)

    return with_arguments(run, make)


def _variables(names, values):
    return [
        tf.get_variable(name, initializer=value, use_resource=True)
        for name, value in zip(names, values)
    ]


def _after(optimizer, variables):
    """Return the variables, and the slots as ``variable/slot``."""
    found = {v.op.name: v for v in variables}
    for slot in optimizer.get_slot_names():
        for v in variables:
            name = f"{v.op.name}/{slot}"
            found[name] = optimizer.get_slot(v, slot)
    return found


def _train(train_op, before, after, placeholders, feeds):
    """Return what was after and before each step, stacked.

    The weights are first: what goes wrong is told by them.
    """
    steps = []
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for fed in feeds:
            feed = dict(zip(placeholders, fed))
            known = session.run(before, feed)
            session.run(train_op, feed)
            steps.append({**session.run(after), **known})
    return {k: np.stack([step[k] for step in steps]) for k in steps[0]}
