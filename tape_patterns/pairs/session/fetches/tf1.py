"""Several values of one ``session.run`` in TF1."""

import numpy as np
import tensorflow.compat.v1 as tf


def run(images, labels, weights, learning_rate):
    """Train on one batch at each step; fetch what it computed."""
    with tf.Graph().as_default():
        x = tf.placeholder(images.dtype, [None, images.shape[2]])
        y = tf.placeholder(labels.dtype, [None])
        # Without use_resource, the loss may be that after the update.
        w, b = (tf.Variable(v, use_resource=True) for v in weights)
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        # --8<-- [start:pattern]
        logits = tf.matmul(x, w) + b
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
            labels=y, logits=logits
        )
        loss = tf.reduce_mean(losses)
        hits = tf.equal(tf.argmax(logits, axis=1), y)
        gradients = tf.gradients(loss, [w, b])
        train_op = optimizer.apply_gradients(zip(gradients, [w, b]))
        fetches = {
            "loss": loss,
            "accuracy": tf.reduce_mean(tf.cast(hits, loss.dtype)),
            "norm": tf.global_norm(gradients),
            "train_op": train_op,
        }
        # --8<-- [end:pattern]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch in zip(images, labels):
                step = session.run(fetches, dict(zip((x, y), batch)))
                assert step.pop("train_op") is None
                step["w"], step["b"] = session.run([w, b])
                steps.append(step)
    names = ["loss", "accuracy", "norm", "w", "b"]
    return {n: np.stack([step[n] for step in steps]) for n in names}
