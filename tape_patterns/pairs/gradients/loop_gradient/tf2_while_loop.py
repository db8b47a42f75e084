"""Gradients through loops in TF2: still scan and while_loop."""

import tensorflow as tf


def loss_of(states, last):
    """Return a loss of all states of a sequence, and of the last."""
    return tf.reduce_sum(tf.square(states)) + tf.reduce_sum(last)


def run(sequence, start, w, u, tolerance, maximum_iterations):
    """Read a sequence, then let the last state settle."""
    w = tf.Variable(w)
    u = tf.Variable(u)
    start = tf.constant(start)
    zero, one = tf.constant(0), tf.constant(1.0, sequence.dtype)

    def cell(state, x):
        return tf.tanh(tf.matmul(x, w) + tf.matmul(state, u))

    def moves(steps, state, change):
        return change > tolerance

    def settle(x, steps, state, change):
        new = cell(state, x)
        return steps + 1, new, tf.reduce_max(tf.abs(new - state))

    # --8<-- [start:pattern]
    @tf.function
    def differentiate(inputs):
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            states = tf.scan(cell, inputs, initializer=start)
            steps, state, _ = tf.while_loop(
                moves,
                lambda *loop_vars: settle(inputs[-1], *loop_vars),
                (zero, states[-1], one),
                maximum_iterations=maximum_iterations,
            )
            loss = loss_of(states, state)
        gradients = tape.gradient(loss, [inputs, w, u])
        return states, state, steps, loss, *gradients

    # --8<-- [end:pattern]

    outputs = differentiate(tf.constant(sequence))
    names = ["states", "settled", "steps", "loss"]
    names += ["inputs_gradient", "w_gradient", "u_gradient"]
    return {name: v.numpy() for name, v in zip(names, outputs)}
