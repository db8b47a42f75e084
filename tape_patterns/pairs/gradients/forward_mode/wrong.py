"""What people write for forward mode, and what it gives."""

from tape_patterns.pair import Wrong

nested_accumulators = Wrong(
    "Nests accumulators: right values, wrong weight gradients.",
    form="persistent_tape",
    edits={
        """\
            tape.watch(x)
            u = network(x, weights)
            u_x = fwd_gradients(tape, u, x, d)
            u_xx = fwd_gradients(tape, u_x, x, d)
""": """\
            with tf.autodiff.ForwardAccumulator(x, d) as outer:
                with tf.autodiff.ForwardAccumulator(x, d) as inner:
                    u = network(x, weights)
                u_x = inner.jvp(u)
            u_xx = outer.jvp(u_x)
"""
    },
)

reverse_mode = Wrong(
    "Asks for the gradient: it sums over all outputs.",
    form="persistent_tape",
    edits={
        """\
            u_x = fwd_gradients(tape, u, x, d)
            u_xx = fwd_gradients(tape, u_x, x, d)
""": """\
            u_x = tf.reduce_sum(tape.gradient(u, x) * d, 1, True)
            u_xx = tf.reduce_sum(tape.gradient(u_x, x) * d, 1, True)
"""
    },
)

tape_inside_accumulator = Wrong(
    "Opens the tape inside: it takes ``jvp`` for a constant.",
    edits={
        """\
        with tf.GradientTape() as tape:
            with tf.autodiff.ForwardAccumulator(x, d) as forward:
""": """\
        with tf.autodiff.ForwardAccumulator(x, d) as forward:
            with tf.GradientTape() as tape:
""",
        """\
            u_x, u_xx = forward.jvp([u, slope])
            loss = burgers_loss(u, u_x, u_xx, viscosity)
        return""": """\
                u_x, u_xx = forward.jvp([u, slope])
                loss = burgers_loss(u, u_x, u_xx, viscosity)
        return""",
    },
)
