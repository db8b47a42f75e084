"""What people write for two rates, and what it gives."""

from tape_patterns.pair import Wrong

tape_asked_twice = Wrong(
    "Asks the tape once for each optimizer: it is used up.",
    edits={
        "of_body, of_head = tape.gradient(loss, [body, head])": """\
of_body = tape.gradient(loss, body)
        of_head = tape.gradient(loss, head)""",
    },
)

two_passes = Wrong(
    "Takes a second pass: the head learns of the new body.",
    edits={
        "        fast.apply_gradients(zip(of_head, head))\n": """\
        with tf.GradientTape() as tape:
            error = predict(x, body + head) - y
            again = tf.reduce_mean(tf.square(error))
        of_head = tape.gradient(again, head)
        fast.apply_gradients(zip(of_head, head))
""",
    },
)

rates_swapped = Wrong(
    "Swaps the two: no shape and no name tells.",
    edits={"slow, fast = map": "fast, slow = map"},
)

one_optimizer = Wrong(
    "Gives the head to the optimizer that was built for the body.",
    edits={"fast.apply_gradients(": "slow.apply_gradients("},
)
