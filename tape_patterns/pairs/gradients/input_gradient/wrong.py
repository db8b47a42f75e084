"""What people write for the input's gradient, and what it gives."""

from tape_patterns.pair import Wrong

forgotten_watch = Wrong(
    "Forgets ``watch``: a tape follows variables, not tensors.",
    edits={"            tape.watch(image)\n": ""},
)

watched_copy = Wrong(
    "Watches one tensor and classifies another with its values.",
    edits={
        "logits = classify(image, filters, weights)": (
            "logits = classify(images, filters, weights)"
        )
    },
)

predicted_class = Wrong(
    "Differentiates the index of the class: argmax has no gradient.",
    edits={
        "            chosen = tf.one_hot("
        "label, classes, dtype=logits.dtype)\n": "",
        "tf.reduce_sum(chosen * logits, axis=1)": (
            "tf.argmax(logits, axis=1)"
        ),
    },
)

probability = Wrong(
    "Takes the softmax for the score: other classes have a part.",
    edits={"chosen * logits": "chosen * tf.nn.softmax(logits)"},
)

mean_loss = Wrong(
    "Takes the mean loss, as Keras does: it divides by the batch size.",
    edits={
        """            loss = cross_entropy(labels=label, logits=logits)
""": """            loss = cross_entropy(labels=label, logits=logits)
            mean = tf.reduce_mean(loss)
""",
        "tape.gradient(loss, image)": "tape.gradient(mean, image)",
    },
)

gathered_columns = Wrong(
    "Gathers every label for every image: a matrix of scores.",
    edits={
        "            chosen = tf.one_hot("
        "label, classes, dtype=logits.dtype)\n": "",
        "tf.reduce_sum(chosen * logits, axis=1)": (
            "tf.gather(logits, label, axis=1)"
        ),
    },
)
