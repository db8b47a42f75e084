"""What people write for a hidden layer, and what it gives."""

from tape_patterns.pair import Wrong

second_pass = Wrong(
    "Computes the layer twice: the score came from the other one.",
    form="two_outputs",
    edits={
        """\
    outputs = [model.get_layer("hidden").output, *model.outputs]
    both = tf.keras.Model(model.inputs, outputs)
""": """\
    layer = model.get_layer("hidden")
    features = tf.keras.Model(model.inputs, layer.output)
""",
        "            hidden, logits = both(image)\n": """\
            hidden, logits = features(image), model(image)
""",
    },
)

symbolic_output = Wrong(
    "Asks for ``layer.output``: a symbol without values.",
    form="two_outputs",
    edits={
        """\
    outputs = [model.get_layer("hidden").output, *model.outputs]
    both = tf.keras.Model(model.inputs, outputs)
""": """\
    hidden = model.get_layer("hidden").output
""",
        "hidden, logits = both(image)": "logits = model(image)",
    },
)

watched_too_late = Wrong(
    "Watches the layer after the score was computed from it.",
    edits={
        """\
            tape.watch(hidden)
            logits = classify(hidden, w1, w2)
            score = score_of(logits, label)
""": """\
            logits = classify(hidden, w1, w2)
            score = score_of(logits, label)
            tape.watch(hidden)
"""
    },
)

before_relu = Wrong(
    "Stops at the convolution: the ReLU cuts part of the gradient.",
    edits={
        "hidden = tf.nn.relu(convolve(image, filters))": (
            "convolved = convolve(image, filters)"
        ),
        "            tape.watch(hidden)\n": """\
            tape.watch(convolved)
            hidden = tf.nn.relu(convolved)
""",
        "tape.gradient(score, hidden)": (
            "tape.gradient(score, convolved)"
        ),
    },
)

pooled_over_batch = Wrong(
    "Pools over the batch too: all images share their weights.",
    edits={"axis=[1, 2], keepdims=True": "axis=[0, 1, 2]"},
)
