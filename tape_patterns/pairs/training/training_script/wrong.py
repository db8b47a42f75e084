"""What people write for such a script, and what it gives."""

from tape_patterns.pair import Wrong

keras_momentum = Wrong(
    "Takes Keras' momentum, which remembers each old rate.",
    edits={
        "optimizer = Momentum(rate, 0.9)": (
            "optimizer = tf.keras.optimizers.SGD(rate, 0.9)"
        ),
    },
)

keras_l2 = Wrong(
    "Penalises twice as much: Keras' L2 does not halve.",
    edits={
        "l2 * tf.nn.l2_loss(w)": "tf.keras.regularizers.L2(l2)(w)",
    },
)

evaluation_mode = Wrong(
    "Trains a layer that only evaluates: its averages stay.",
    edits={
        "network(x, training=True)": "network(x)",
    },
)

averages_not_saved = Wrong(
    "Does not save the averages: it predicts with later ones.",
    edits={
        "        averages=[ema.average(w) for w in saved],\n": "",
    },
)

clipped_each = Wrong(
    "Clips each gradient by itself: the direction changes.",
    edits={
        "clipped, _ = tf.clip_by_global_norm(gradients, clip)": (
            "clipped = [tf.clip_by_norm(g, clip) for g in gradients]"
        ),
    },
)
