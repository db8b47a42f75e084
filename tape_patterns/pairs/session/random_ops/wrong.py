"""What people write for a random op, and what it gives."""

from tape_patterns.pair import Wrong

traced_anew = Wrong(
    "Traces each batch size: each trace draws from the start.",
    edits={
        "@tf.function(input_signature=[any_size])": "@tf.function",
    },
)

one_seed = Wrong(
    "Sets the global seed, and leaves out those of the ops.",
    edits={
        ", seed=noise_seed": "",
        ", seed=keep_seed": "",
    },
)

drawn_by_numpy = Wrong(
    "Draws with NumPy while tracing: each step gets the same noise.",
    edits={
        "        noise = tf.random.normal(\n"
        "            tf.shape(x), dtype=dtype, seed=noise_seed\n"
        "        )\n": (
            """\
        noise = np.random.RandomState(noise_seed).normal(size=width)
        noise = tf.zeros_like(x) + tf.cast(noise, dtype)
"""
        ),
    },
)

drawn_again = Wrong(
    "Draws once more for what it returns: TF1 fetched one draw.",
    edits={
        "        return noise, kept, loss\n": (
            """\
        noise = tf.random.normal(tf.shape(x), dtype=dtype)
        return noise, kept, loss
"""
        ),
    },
)

new_generator = Wrong(
    "Takes a ``Generator`` of the same seed: another stream.",
    edits={
        "    tf.random.set_seed(graph_seed)\n": """\
    tf.random.set_seed(graph_seed)
    generator = tf.random.Generator.from_seed(noise_seed)
""",
        "noise = tf.random.normal(": "noise = generator.normal(",
        ", seed=noise_seed": "",
    },
)
