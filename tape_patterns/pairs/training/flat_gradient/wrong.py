"""What people write for a flat gradient, and what it gives."""

from tape_patterns.pair import Wrong

by_the_vector = Wrong(
    "Differentiates by a vector made of the variables: all zeros.",
    edits={
        """\
            loss = value_loss(x, y, variables)
        gradients = tape.gradient(
            loss, variables, unconnected_gradients="zero"
        )
        return loss, flatten(gradients)
""": """\
            theta = flatten(variables)
            loss = value_loss(x, y, variables)
        gradient = tape.gradient(
            loss, theta, unconnected_gradients="zero"
        )
        return loss, gradient
"""
    },
)

none_left_out = Wrong(
    "Leaves out what is ``None``: the vector gets shorter.",
    edits={
        """\
        gradients = tape.gradient(
            loss, variables, unconnected_gradients="zero"
        )
        return loss, flatten(gradients)
""": """\
        gradients = tape.gradient(loss, variables)
        return loss, flatten(g for g in gradients if g is not None)
"""
    },
)

unpacked_above_the_tape = Wrong(
    "Cuts the vector above the tape, which does not record the cut.",
    form="one_vector",
    edits={
        """\
        with tf.GradientTape() as tape:
            loss = value_loss(x, y, unpack())
""": """\
        variables = unpack()
        with tf.GradientTape() as tape:
            loss = value_loss(x, y, variables)
"""
    },
)
