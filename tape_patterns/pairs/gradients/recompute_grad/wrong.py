"""What people write for ``recompute_grad``, and what it gives."""

from tape_patterns.pair import Wrong

counted_seed = Wrong(
    "Draws other dropout the second time, as Keras' Dropout does.",
    edits={
        "    optimizer.build(variables)\n": """\
    optimizer.build(variables)
    calls = tf.Variable(-1)
""",
        "        with tf.GradientTape() as tape:\n": """\
        calls.assign(-1)
        with tf.GradientTape() as tape:
""",
        """                seed = [step, number]
                layers = partial(
                    block, seed=seed, weights=weights, rate=rate
                )
""": """\
                def layers(h, weights=weights):
                    seed = [step, calls.assign_add(1)]
                    return block(h, seed, weights, rate)
""",
    },
)

captured_activations = Wrong(
    "Captures h, where it should be an argument: no gradient.",
    edits={
        "block, seed=seed": "block, h, seed=seed",
        "tf.recompute_grad(layers)(h)": "tf.recompute_grad(layers)()",
        "(loss, variables)": """(
            loss, variables, unconnected_gradients="zero"
        )""",
    },
)

variables_inside = Wrong(
    "Makes the variables in the function, as get_variable did.",
    edits={
        "        h = tf.tanh(tf.matmul(h, w))": (
            "        h = tf.tanh(tf.matmul(h, tf.Variable(w)))"
        )
    },
)

keyword_argument = Wrong(
    "Passes a keyword: only eager code takes one.",
    edits={
        "block, seed=seed, weights": "block, weights",
        "tf.recompute_grad(layers)(h)": (
            "tf.recompute_grad(layers)(h, seed=seed)"
        ),
    },
)
