"""What people write for a decaying rate, and what it gives."""

from tape_patterns.pair import Wrong

taken_once = Wrong(
    "Asks for the rate once: it is that of step 0 for ever.",
    edits={
        "optimizer = tf.keras.optimizers.SGD(rate)": (
            "optimizer = tf.keras.optimizers.SGD(float(rate(0)))"
        ),
    },
)

counted_twice = Wrong(
    "Counts the step as well, as the optimizer does.",
    edits={
        "        optimizer.apply_gradients([(gradient, w)])\n": (
            "        optimizer.apply_gradients([(gradient, w)])\n"
            "        optimizer.iterations.assign_add(1)\n"
        ),
    },
)

counted_first = Wrong(
    "Sets the rate by a step counted from 1: one step early.",
    edits={
        "optimizer = tf.keras.optimizers.SGD(rate)": (
            "optimizer = tf.keras.optimizers.SGD(float(learning_rate))"
        ),
        "        gradient = tape.gradient(loss, w)\n": (
            "        gradient = tape.gradient(loss, w)\n"
            "        step = tf.cast(optimizer.iterations, tf.int64)\n"
            "        optimizer.learning_rate.assign(rate(step + 1))\n"
        ),
    },
)

no_stairs = Wrong(
    "Decays at each step, not once in ``decay_steps``.",
    edits={
        "learning_rate, decay_steps, decay_rate, staircase=True": (
            "learning_rate, decay_steps, decay_rate"
        ),
    },
)

natural_by_its_name = Wrong(
    "Takes ``natural_exp_decay`` for an exponential decay.",
    edits={
        '"natural": keras.ExponentialDecay(*natural)': (
            '"natural": keras.ExponentialDecay(*decay)'
        ),
    },
)
