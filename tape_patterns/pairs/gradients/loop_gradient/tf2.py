"""Gradients through loops in TF2: Python's ``for`` and ``while``."""

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

    # AutoGraph makes a loop of the graph of each loop over tensors.
    # --8<-- [start:pattern]
    @tf.function
    def differentiate(inputs):
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            state, steps, change = start, zero, one
            states = tf.TensorArray(inputs.dtype, len(inputs))
            for t in tf.range(len(inputs)):
                state = cell(state, inputs[t])
                states = states.write(t, state)
            while change > tolerance and steps < maximum_iterations:
                old, state = state, cell(state, inputs[-1])
                change = tf.reduce_max(tf.abs(state - old))
                steps += 1
            loss = loss_of(states.stack(), state)
        gradients = tape.gradient(loss, [inputs, w, u])
        return states.stack(), state, steps, loss, *gradients

    # --8<-- [end:pattern]

    outputs = differentiate(tf.constant(sequence))
    names = ["states", "settled", "steps", "loss"]
    names += ["inputs_gradient", "w_gradient", "u_gradient"]
    return {name: v.numpy() for name, v in zip(names, outputs)}
