"""Gradients through loops in TF2: the sequence unrolled."""

import tensorflow as tf


def run(sequence, start, w, u, tolerance, maximum_iterations):
    """Read a sequence, then let the last state settle."""
    w = tf.Variable(w)
    u = tf.Variable(u)
    start = tf.constant(start)

    def cell(state, x):
        return tf.tanh(tf.matmul(x, w) + tf.matmul(state, u))

    @tf.function
    def gradients(inputs):
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            # A list is looped over by Python, once for each trace.
            state = start
            states = []
            for x in tf.unstack(inputs):
                state = cell(state, x)
                states.append(state)
            states = tf.stack(states)
            steps, change = (
                tf.constant(0),
                tf.constant(1.0, inputs.dtype),
            )
            while change > tolerance and steps < maximum_iterations:
                new = cell(state, inputs[-1])
                change = tf.reduce_max(tf.abs(new - state))
                state = new
                steps += 1
            loss = tf.reduce_sum(tf.square(states))
            loss += tf.reduce_sum(state)
        found = tape.gradient(loss, [inputs, w, u])
        return [states, state, steps, loss, *found]

    outputs = gradients(tf.constant(sequence))
    names = ["states", "settled", "steps", "loss"]
    names += ["inputs_gradient", "w_gradient", "u_gradient"]
    return {name: v.numpy() for name, v in zip(names, outputs)}
