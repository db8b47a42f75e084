"""What people write for several fetches, and what it gives."""

from tape_patterns.pair import Wrong

loss_after_update = Wrong(
    "Computes the loss anew when the step is done.",
    edits={
        "        return {\n": """\
        loss = tf.reduce_mean(
            tf.nn.sparse_softmax_cross_entropy_with_logits(
                labels=y, logits=tf.matmul(x, w) + b
            )
        )
        return {
"""
    },
)

accuracy_after_update = Wrong(
    "Asks the network again for the accuracy, after the update.",
    edits={
        "        hits = tf.equal(tf.argmax(logits, axis=1), y)\n": "",
        "        return {\n": """\
        logits = tf.matmul(x, w) + b
        hits = tf.equal(tf.argmax(logits, axis=1), y)
        return {
""",
    },
)

kept_in_a_list = Wrong(
    "Keeps the loss in a list, as a class keeps it on ``self``.",
    edits={
        "    @tf.function\n": "    kept = []\n\n    @tf.function\n",
        "        hits = tf.equal": """\
        kept.append(loss)
        hits = tf.equal""",
        "        step = {**train_step(x, y), ": """\
        step = {**train_step(x, y), "loss": kept[-1], """,
    },
)
