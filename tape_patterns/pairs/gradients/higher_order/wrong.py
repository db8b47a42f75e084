"""What people write for second derivatives, and what it gives."""

from tape_patterns.pair import Wrong

one_persistent_tape = Wrong(
    "Asks one tape for both orders, after it has closed.",
    edits={
        "second.gradient(u_x, x)": "first.gradient(u_x, x)",
        "second.gradient(v_x, x)": "first.gradient(v_x, x)",
    },
)

indented_too_little = Wrong(
    "Takes the first gradient outside the second tape.",
    edits={
        """\
                u_t, u_x = first.gradient(u, [t, x])
                v_t, v_x = first.gradient(v, [t, x])
""": """\
            u_t, u_x = first.gradient(u, [t, x])
            v_t, v_x = first.gradient(v, [t, x])
"""
    },
)

derivatives_first = Wrong(
    "Gives the loss its own tape: the derivatives came before it.",
    edits={
        """\
            loss = equation_loss(u, v, u_t, v_t, u_xx, v_xx)
        gradients = tape.gradient(loss, weights)
""": """\
        with tf.GradientTape() as tape:
            u, v = network(t, x, weights)
            loss = equation_loss(u, v, u_t, v_t, u_xx, v_xx)
        gradients = tape.gradient(loss, weights)
"""
    },
)

both_columns = Wrong(
    "Derives both outputs at once: the tape adds the columns up.",
    edits={
        "first.gradient(u, [t, x])": "first.gradient([u, v], [t, x])",
        "v_t, v_x = first.gradient(v, [t, x])": "v_t, v_x = u_t, u_x",
    },
)
