"""What people write for ``tf.cond``, and what it gives."""

from tape_patterns.pair import Wrong

where_for_cond = Wrong(
    "Computes both branches and picks one: 0 times infinity is NaN.",
    edits={
        """\
            if total > threshold:
                loss = tf.exp(scale) * tf.math.log(total)
            else:
                loss = total
""": """\
            far = tf.exp(scale) * tf.math.log(total)
            loss = tf.where(total > threshold, far, total)
"""
    },
)

frozen_condition = Wrong(
    "Reads the condition from a Python value: the trace keeps it.",
    edits={
        "if total > threshold:": "if far:",
        "        outputs = [*train_step(": """\
        error = tf.matmul(batch[0], w) - batch[1]
        far = bool(tf.reduce_sum(tf.square(error)) > threshold)
        outputs = [*train_step(""",
    },
)

autograph_off = Wrong(
    "Branches on a tensor where nothing turns ``if`` into a cond.",
    edits={"@tf.function": "@tf.function(autograph=False)"},
)

eager_none = Wrong(
    "Runs eagerly: the branch not taken was never recorded.",
    edits={
        "    @tf.function\n": "",
        """\
        gradients = tape.gradient(
            loss, [w, scale], unconnected_gradients="zero"
        )
""": """\
        gradients = tape.gradient(loss, [w, scale])
        gradients = [1.0 * gradient for gradient in gradients]
""",
    },
)
