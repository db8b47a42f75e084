"""What goes wrong with ``tf.gradients`` in TF2."""

from tape_patterns.pair import Wrong

called_eagerly = Wrong(
    "Calls ``tf.gradients`` outside of any ``tf.function``.",
    form="tf_gradients",
    edits={"    @tf.function\n": ""},
)

debugged_eagerly = Wrong(
    "Runs functions eagerly to debug, which stops ``tf.gradients``.",
    form="tf_gradients",
    edits={
        "    x, y = tf.constant(x), tf.constant(y)\n": """\
    x, y = tf.constant(x), tf.constant(y)
    tf.config.run_functions_eagerly(True)
    try:
        train_step(x, y)
    finally:
        tf.config.run_functions_eagerly(False)
"""
    },
)

error_from_outside = Wrong(
    "Hands the function an error that was computed before.",
    form="tf_gradients",
    edits={
        """\
    @tf.function
    def train_step(x, y):
        error = tf.reduce_sum(tf.square(network(x, weights) - y))
""": """\
    error = tf.reduce_sum(tf.square(network(x, weights) - y))

    @tf.function
    def train_step(x, error):
""",
        "[train_step(x, y)": "[train_step(x, error)",
    },
)

gradient_in_a_branch = Wrong(
    "Asks inside an ``if`` for gradients by variables outside it.",
    form="tf_gradients",
    edits={
        """\
        gradients = tf.gradients(loss, weights)
        optimizer.apply_gradients(zip(gradients, weights))
        return [loss, dx, *gradients]
""": """\
        if loss > 0.01:
            gradients = tf.gradients(loss, weights)
            optimizer.apply_gradients(zip(gradients, weights))
        return loss, dx
"""
    },
)
