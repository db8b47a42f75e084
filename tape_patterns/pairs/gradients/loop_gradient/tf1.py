"""Gradients through ``tf.scan`` and ``tf.while_loop`` in TF1."""

import tensorflow.compat.v1 as tf


def loss_of(states, last):
    """Return a loss of all states of a sequence, and of the last."""
    return tf.reduce_sum(tf.square(states)) + tf.reduce_sum(last)


def run(sequence, start, w, u, tolerance, maximum_iterations):
    """Read a sequence, then let the last state settle."""
    with tf.Graph().as_default():
        shape = [None, *sequence.shape[1:]]
        inputs = tf.placeholder(sequence.dtype, shape)
        w = tf.get_variable("w", initializer=w)
        u = tf.get_variable("u", initializer=u)
        zero, one = tf.constant(0), tf.constant(1.0, inputs.dtype)

        def cell(state, x):
            return tf.tanh(tf.matmul(x, w) + tf.matmul(state, u))

        # --8<-- [start:pattern]
        def moves(steps, state, change):
            return change > tolerance

        def settle(steps, state, change):
            new = cell(state, inputs[-1])
            return steps + 1, new, tf.reduce_max(tf.abs(new - state))

        states = tf.scan(cell, inputs, initializer=start)
        steps, state, _ = tf.while_loop(
            moves,
            settle,
            (zero, states[-1], one),
            maximum_iterations=maximum_iterations,
        )
        loss = loss_of(states, state)
        gradients = tf.gradients(loss, [inputs, w, u])
        # --8<-- [end:pattern]
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            outputs = session.run(
                [states, state, steps, loss] + gradients,
                {inputs: sequence},
            )
    names = ["states", "settled", "steps", "loss"]
    names += ["inputs_gradient", "w_gradient", "u_gradient"]
    return dict(zip(names, outputs))
