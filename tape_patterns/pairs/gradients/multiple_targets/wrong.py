"""What people write for a list of ``grad_ys``, and what it gives."""

from tape_patterns.pair import Wrong

kept_none = Wrong(
    "Keeps the None: the tape hands it on as if it were a tensor.",
    edits={
        "        ones = tf.ones_like(neg_entropy)\n": "",
        "[error[:, 0], ones, error]": "[error[:, 0], None, error]",
    },
)

zeros_for_none = Wrong(
    'Reads the None as "no gradient": the entropy has no part now.',
    edits={
        "ones = tf.ones_like": "zeros = tf.zeros_like",
        "[error[:, 0], ones, error]": "[error[:, 0], zeros, error]",
    },
)

nested_lists = Wrong(
    "Seeds with a list of numbers: each number becomes one seed.",
    edits={"tf.ones_like(neg_entropy)": "[1.0] * len(state)"},
)

added_targets = Wrong(
    "Adds [batch] to [batch, 1]: the sum is [batch, batch].",
    edits={
        """        error = value - return_
        ones = tf.ones_like(neg_entropy)
        gradients = tape.gradient(
            [log_p, neg_entropy, value],
            params,
            output_gradients=[error[:, 0], ones, error],
        )
""": """            error = tf.stop_gradient(value - return_)
            loss = error[:, 0] * log_p + neg_entropy + error * value
        gradients = tape.gradient(loss, params)
"""
    },
)
