"""A TF1 program: which loss is fetched beside the train op. Any TensorFlow runs it."""

import tensorflow.compat.v1 as tf


def run(use_resource, runs):
    """Fetch the loss of the first step ``runs`` times; count what it was."""
    before = after = 0
    with tf.Graph().as_default():
        # --8<-- [start:fetched]
        w = tf.get_variable("w", initializer=10.0, use_resource=use_resource)
        loss = tf.square(w)
        optimizer = tf.train.GradientDescentOptimizer(0.1)
        train_op = optimizer.minimize(loss)
        for _ in range(runs):
            with tf.Session() as session:
                session.run(tf.global_variables_initializer())
                fetched, _ = session.run([loss, train_op])
                before += fetched == 100.0
                after += fetched == session.run(loss)
        # --8<-- [end:fetched]
    return {"before": before, "after": after}
