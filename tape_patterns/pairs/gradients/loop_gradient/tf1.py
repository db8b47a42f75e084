"""Gradients through ``tf.scan`` and ``tf.while_loop`` in TF1."""

import tensorflow.compat.v1 as tf


def run(sequence, start, w, u, tolerance, maximum_iterations):
    """Read a sequence, then let the last state settle."""
    with tf.Graph().as_default():
        shape = [None, *sequence.shape[1:]]
        inputs = tf.placeholder(sequence.dtype, shape)
        w = tf.get_variable("w", initializer=w)
        u = tf.get_variable("u", initializer=u)

        def cell(state, x):
            return tf.tanh(tf.matmul(x, w) + tf.matmul(state, u))

        def moves(steps, state, change):
            return change > tolerance

        def settle(steps, state, change):
            new = cell(state, inputs[-1])
            return steps + 1, new, tf.reduce_max(tf.abs(new - state))

        states = tf.scan(cell, inputs, initializer=start)
        steps, settled, _ = tf.while_loop(
            moves,
            settle,
            (
                tf.constant(0),
                states[-1],
                tf.constant(1.0, inputs.dtype),
            ),
            maximum_iterations=maximum_iterations,
        )
        loss = tf.reduce_sum(tf.square(states)) + tf.reduce_sum(settled)
        gradients = tf.gradients(loss, [inputs, w, u])
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            outputs = session.run(
                [states, settled, steps, loss] + gradients,
                {inputs: sequence},
            )
    names = ["states", "settled", "steps", "loss"]
    names += ["inputs_gradient", "w_gradient", "u_gradient"]
    return dict(zip(names, outputs))
