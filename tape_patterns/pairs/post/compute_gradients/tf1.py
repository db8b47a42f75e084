"""``compute_gradients``, then ``apply_gradients``, in TF1."""

import tensorflow.compat.v1 as tf


def run(x, w, unused, learning_rate, steps):
    """Descend on L = x w^2. The weight ``unused`` has no part in it."""
    with tf.Graph().as_default():
        unused = tf.get_variable("unused", initializer=unused)
        w = tf.get_variable("w", initializer=w)
        # --8<-- [start:pattern]
        loss = x * tf.square(w)
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        pairs = optimizer.compute_gradients(loss)
        train_op = optimizer.apply_gradients(pairs)
        # --8<-- [end:pattern]
        has_gradient = [gradient is not None for gradient, _ in pairs]
        gradient = {v.op.name: g for g, v in pairs}["w"]
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            gradient = session.run(gradient)
            for _ in range(steps):
                session.run(train_op)
            w, unused, loss = session.run((w, unused, loss))
    return {
        "has_gradient": has_gradient,
        "gradient": gradient,
        "w": w,
        "unused": unused,
        "loss": loss,
    }
