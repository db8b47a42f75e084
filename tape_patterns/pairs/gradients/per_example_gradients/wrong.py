"""What people write for per-example gradients, and what it gives."""

from tape_patterns.pair import Wrong

square_of_mean = Wrong(
    "Squares the mean gradient: the mean of squares was meant.",
    edits={
        "tf.reduce_mean(tf.square(g), axis=0)": (
            "tf.square(tf.reduce_mean(g, axis=0))"
        )
    },
)

gradient_of_losses = Wrong(
    "Takes tape.gradient of the losses: that sums over the batch.",
    edits={"tape.jacobian(losses": "tape.gradient(losses"},
)

losses_unstacked_outside = Wrong(
    "Takes the loop along, but unstacks where no tape records.",
    edits={
        "tf.GradientTape()": "tf.GradientTape(persistent=True)",
        "        gradients = tape.jacobian(losses, variables)\n": """\
        per_example = [
            tape.gradient(loss, variables)
            for loss in tf.unstack(losses)
        ]
        gradients = [tf.stack(g) for g in zip(*per_example)]
""",
    },
)

batch_jacobian_of_losses = Wrong(
    "Takes batch_jacobian: a weight has no batch axis to match.",
    edits={
        "        gradients = tape.jacobian(losses, variables)\n": """\
        gradients = [
            tape.batch_jacobian(losses[:, tf.newaxis], v)
            for v in variables
        ]
"""
    },
)
