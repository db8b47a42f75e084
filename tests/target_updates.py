"""A TF1 program: which weights a target network gets. Any TensorFlow runs it."""

import tensorflow.compat.v1 as tf


def run(use_resource, how, runs):
    """Update a target once, ``runs`` times; count what it got: 8 is new, 10 is old."""
    new = old = 0
    with tf.Graph().as_default():
        w = tf.get_variable("w", initializer=10.0, use_resource=use_resource)
        t = tf.get_variable("t", initializer=0.0, use_resource=use_resource)
        optimizer = tf.train.GradientDescentOptimizer(0.1)
        train_op = optimizer.minimize(tf.square(w), var_list=[w])
        if how == "no control_dependencies":
            update = tf.assign(t, 1.0 * w)
        else:
            with tf.control_dependencies([train_op]):
                read = w.read_value() if how == "read_value" else w
                update = tf.assign(t, 1.0 * read)
        for _ in range(runs):
            with tf.Session() as session:
                session.run(tf.global_variables_initializer())
                session.run([train_op, update])
                new += session.run(t) == 8.0
                old += session.run(t) == 10.0
    return {"new": new, "old": old}
