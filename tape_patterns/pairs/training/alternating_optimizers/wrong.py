"""What people write for two optimizers, and what it gives."""

from tape_patterns.pair import Wrong

one_optimizer = Wrong(
    "Uses one optimizer for both networks.",
    edits={
        "g_optimizer.apply(": "d_optimizer.apply(",
    },
)

all_variables = Wrong(
    "Moves both networks in the discriminator's turn.",
    edits={
        "    d_optimizer.build(d_vars)\n": """\
    d_optimizer.build(d_vars + g_vars)
""",
        "d_optimizer.apply(tape.gradient(loss, d_vars), d_vars)": (
            """\
both = d_vars + g_vars
        d_optimizer.apply(tape.gradient(loss, both), both)"""
        ),
    },
)

generated_outside_the_tape = Wrong(
    "Generates above the tape: the generator gets no gradient.",
    edits={
        """\
    def train_g(z):
        with tf.GradientTape() as tape:
            fake = discriminate(generate(z, g_vars), d_vars)
""": """\
    def train_g(z):
        images = generate(z, g_vars)
        with tf.GradientTape() as tape:
            fake = discriminate(images, d_vars)
"""
    },
)
