"""Gradients through loops in TF2: the sequence unrolled."""

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

    # A list is looped over by Python, once for each trace.
    # --8<-- [start:pattern]
    @tf.function
    def differentiate(inputs):
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            state, steps, change = start, zero, one
            states = []
            for x in tf.unstack(inputs):
                state = cell(state, x)
                states.append(state)
            while change > tolerance and steps < maximum_iterations:
                old, state = state, cell(state, inputs[-1])
                change = tf.reduce_max(tf.abs(state - old))
                steps += 1
            loss = loss_of(tf.stack(states), state)
        gradients = tape.gradient(loss, [inputs, w, u])
        return tf.stack(states), state, steps, loss, *gradients

    # --8<-- [end:pattern]

    outputs = differentiate(tf.constant(sequence))
    names = ["states", "settled", "steps", "loss"]
    names += ["inputs_gradient", "w_gradient", "u_gradient"]
    return {name: v.numpy() for name, v in zip(names, outputs)}
