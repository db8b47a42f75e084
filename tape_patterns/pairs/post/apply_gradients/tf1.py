"""Gradients computed and applied by hand in TF1."""

import tensorflow.compat.v1 as tf


def run(x, w, learning_rate, steps):
    """Descend on L = x w^2, gradients from ``tf.gradients``."""
    with tf.Graph().as_default():
        w = tf.get_variable("w", initializer=w)
        # --8<-- [start:pattern]
        loss = x * tf.square(w)
        grads = tf.gradients(loss, [w])
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        train_op = optimizer.apply_gradients([(grads[0], w)])
        # --8<-- [end:pattern]
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            gradient = session.run(grads[0])
            for _ in range(steps):
                session.run(train_op)
            w, loss = session.run((w, loss))
    return {"gradient": gradient, "w": w, "loss": loss}
