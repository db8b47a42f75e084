"""One training step in TF1: ``Optimizer.minimize``."""

import tensorflow.compat.v1 as tf


def run(x, w, learning_rate, steps):
    """Descend on L = x w^2. L is a matrix: TF1 sums it."""
    with tf.Graph().as_default():
        w = tf.get_variable("w", initializer=w)
        # --8<-- [start:pattern]
        loss = x * tf.square(w)
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        train_op = optimizer.minimize(loss)
        # --8<-- [end:pattern]
        gradient = tf.gradients(loss, w)[0]
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            gradient = session.run(gradient)
            for _ in range(steps):
                session.run(train_op)
            w, loss = session.run((w, loss))
    return {"gradient": gradient, "w": w, "loss": loss}
