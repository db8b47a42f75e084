"""Gradients of whatever a loss reads, in TF1: ``tf.contrib.eager``."""

import numpy as np
import tensorflow as tf

tfe = tf.contrib.eager


def run(x, target, bias, trunk, heads, tasks, learning_rate):
    """Train a trunk and, in each step, the head of one task."""
    # Such code mostly ran eagerly. The calls are the same in a graph.
    with tf.Graph().as_default(), tf.Session() as session:
        bias, trunk = tfe.Variable(bias), tfe.Variable(trunk)
        heads = [tfe.Variable(head) for head in heads]
        variables = [bias, trunk] + heads

        # --8<-- [start:pattern]
        def loss(x, target, task):
            hidden = tf.tanh(tf.matmul(x, trunk) + bias)
            output = tf.matmul(hidden, heads[task])
            return tf.square(output - target)

        value_and_gradients = tfe.implicit_value_and_gradients(loss)
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)

        def train_step(x, target, task):
            value, pairs = value_and_gradients(x, target, task)
            train_op = optimizer.apply_gradients(pairs)
            return value, pairs, train_op

        # --8<-- [end:pattern]
        session.run(tf.variables_initializer(variables))
        steps = []
        for batch in zip(x, target, tasks):
            value, pairs, train_op = train_step(*batch)
            gradients, found = zip(*pairs)
            values = session.run([value, gradients, train_op])
            read = [any(v is w for w in found) for v in variables]
            steps.append([values[0], read] + list(values[1]))
        bias, trunk, heads = session.run([bias, trunk, heads])
    names = ["loss", "read", "d_bias", "d_trunk", "d_head"]
    outputs = {name: np.stack(v) for name, v in zip(names, zip(*steps))}
    return dict(outputs, bias=bias, trunk=trunk, heads=np.stack(heads))
