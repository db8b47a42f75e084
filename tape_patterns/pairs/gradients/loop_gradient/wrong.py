"""What people write for TF1's loops, and what it gives."""

import tensorflow as tf

NAMES = ["states", "settled", "steps"]
NAMES += ["inputs_gradient", "w_gradient", "u_gradient"]


# --8<-- [start:list_in_loop]
def list_in_loop(sequence, start, w, u, tolerance, maximum_iterations):
    """Appends to a list in a loop over a tensor."""
    w = tf.Variable(w)
    u = tf.Variable(u)
    start = tf.constant(start)

    def cell(state, x):
        return tf.tanh(tf.matmul(x, w) + tf.matmul(state, u))

    @tf.function
    def gradients(inputs):
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            state = start
            states = []
            for x in inputs:
                state = cell(state, x)
                states.append(state)
            states = tf.stack(states)
            steps, change = tf.constant(0), tf.constant(1.0)
            while change > tolerance and steps < maximum_iterations:
                new = cell(state, inputs[-1])
                change = tf.reduce_max(tf.abs(new - state))
                state = new
                steps += 1
            loss = tf.reduce_sum(tf.square(states))
            loss += tf.reduce_sum(state)
        found = tape.gradient(loss, [inputs, w, u])
        return [states, state, steps, *found]

    outputs = gradients(tf.constant(sequence))
    return {name: v.numpy() for name, v in zip(NAMES, outputs)}


# --8<-- [end:list_in_loop]
# --8<-- [start:array_not_kept]
def array_not_kept(
    sequence, start, w, u, tolerance, maximum_iterations
):
    """Drops what ``write`` returns: the array stays empty."""
    w = tf.Variable(w)
    u = tf.Variable(u)
    start = tf.constant(start)

    def cell(state, x):
        return tf.tanh(tf.matmul(x, w) + tf.matmul(state, u))

    @tf.function
    def gradients(inputs):
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            state = start
            states = tf.TensorArray(tf.float32, tf.shape(inputs)[0])
            for t in tf.range(tf.shape(inputs)[0]):
                state = cell(state, inputs[t])
                states.write(t, state)
            states = states.stack()
            steps, change = tf.constant(0), tf.constant(1.0)
            while change > tolerance and steps < maximum_iterations:
                new = cell(state, inputs[-1])
                change = tf.reduce_max(tf.abs(new - state))
                state = new
                steps += 1
            loss = tf.reduce_sum(tf.square(states))
            loss += tf.reduce_sum(state)
        found = tape.gradient(loss, [inputs, w, u])
        return [states, state, steps, *found]

    outputs = gradients(tf.constant(sequence))
    return {name: v.numpy() for name, v in zip(NAMES, outputs)}


# --8<-- [end:array_not_kept]
# --8<-- [start:without_autograph]
def without_autograph(
    sequence, start, w, u, tolerance, maximum_iterations
):
    """Turns AutoGraph off: Python cannot ask a tensor."""
    w = tf.Variable(w)
    u = tf.Variable(u)
    start = tf.constant(start)

    def cell(state, x):
        return tf.tanh(tf.matmul(x, w) + tf.matmul(state, u))

    @tf.function(autograph=False)
    def gradients(inputs):
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            state = start
            states = []
            for x in tf.unstack(inputs):
                state = cell(state, x)
                states.append(state)
            states = tf.stack(states)
            steps, change = tf.constant(0), tf.constant(1.0)
            while change > tolerance and steps < maximum_iterations:
                new = cell(state, inputs[-1])
                change = tf.reduce_max(tf.abs(new - state))
                state = new
                steps += 1
            loss = tf.reduce_sum(tf.square(states))
            loss += tf.reduce_sum(state)
        found = tape.gradient(loss, [inputs, w, u])
        return [states, state, steps, *found]

    outputs = gradients(tf.constant(sequence))
    return {name: v.numpy() for name, v in zip(NAMES, outputs)}


# --8<-- [end:without_autograph]
# --8<-- [start:fixed_count]
def fixed_count(sequence, start, w, u, tolerance, maximum_iterations):
    """Settles ten times, where TF1 stopped in time."""
    w = tf.Variable(w)
    u = tf.Variable(u)
    start = tf.constant(start)

    def cell(state, x):
        return tf.tanh(tf.matmul(x, w) + tf.matmul(state, u))

    @tf.function
    def gradients(inputs):
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            state = start
            states = tf.TensorArray(tf.float32, tf.shape(inputs)[0])
            for t in tf.range(tf.shape(inputs)[0]):
                state = cell(state, inputs[t])
                states = states.write(t, state)
            states = states.stack()
            steps = tf.constant(0)
            for _ in range(10):
                state = cell(state, inputs[-1])
                steps += 1
            loss = tf.reduce_sum(tf.square(states))
            loss += tf.reduce_sum(state)
        found = tape.gradient(loss, [inputs, w, u])
        return [states, state, steps, *found]

    outputs = gradients(tf.constant(sequence))
    return {name: v.numpy() for name, v in zip(NAMES, outputs)}


# --8<-- [end:fixed_count]
# --8<-- [start:jit_without_maximum]
def jit_without_maximum(
    sequence, start, w, u, tolerance, maximum_iterations
):
    """Compiles with XLA, which must know the most steps."""
    w = tf.Variable(w)
    u = tf.Variable(u)
    start = tf.constant(start)

    def cell(state, x):
        return tf.tanh(tf.matmul(x, w) + tf.matmul(state, u))

    @tf.function(jit_compile=True)
    def gradients(inputs):
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            state = start
            states = tf.TensorArray(tf.float32, tf.shape(inputs)[0])
            for t in tf.range(tf.shape(inputs)[0]):
                state = cell(state, inputs[t])
                states = states.write(t, state)
            states = states.stack()
            steps, change = tf.constant(0), tf.constant(1.0)
            while change > tolerance and steps < maximum_iterations:
                new = cell(state, inputs[-1])
                change = tf.reduce_max(tf.abs(new - state))
                state = new
                steps += 1
            loss = tf.reduce_sum(tf.square(states))
            loss += tf.reduce_sum(state)
        found = tape.gradient(loss, [inputs, w, u])
        return [states, state, steps, *found]

    outputs = gradients(tf.constant(sequence))
    return {name: v.numpy() for name, v in zip(NAMES, outputs)}


# --8<-- [end:jit_without_maximum]
