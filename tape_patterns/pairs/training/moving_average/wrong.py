"""What people write for a moving average, and what it gives."""

from tape_patterns.pair import Wrong

first_applied_later = Wrong(
    "Starts the averages at the weights after the first step.",
    edits={
        """\
    ema.apply(weights)

    @tf.function
    def train_step""": """\

    def train_step""",
    },
)

use_ema = Wrong(
    "Lets Keras average, with a momentum for the decay.",
    edits={
        """\
    optimizer = tf.keras.optimizers.SGD(learning_rate)
""": """\
    optimizer = tf.keras.optimizers.SGD(
        learning_rate, use_ema=True, ema_momentum=decay
    )
""",
        """\
    ema = tf.train.ExponentialMovingAverage(decay, num_updates)
    ema.apply(weights)
""": """\
    averages = optimizer.variables[-len(weights):]
""",
        """\
        optimizer.apply(tape.gradient(loss, weights), weights)
        ema.apply(weights)
""": """\
        optimizer.apply(tape.gradient(loss, weights), weights)
""",
        """\
        for w in weights:
            kept = tf.identity(w)
            w.assign(ema.average(w))
            ema.average(w).assign(kept)
""": """\
        for w, average in zip(weights, averages):
            kept = tf.identity(w)
            w.assign(average)
            average.assign(kept)
""",
        "*map(ema.average, weights)]": "*averages]",
        "[output.numpy() for output in outputs]": (
            "[np.array(output) for output in outputs]"
        ),
    },
)

applied_first = Wrong(
    "Averages above the update: one step late.",
    edits={
        """\
        optimizer.apply(tape.gradient(loss, weights), weights)
        ema.apply(weights)
""": """\
        gradients = tape.gradient(loss, weights)
        ema.apply(weights)
        optimizer.apply(gradients, weights)
""",
    },
)

never_swapped_out = Wrong(
    "Evaluates, and trains on with the averages.",
    edits={
        """\
        outputs.append(evaluate(*batch))
        swap()
""": """\
        outputs.append(evaluate(*batch))
""",
    },
)
