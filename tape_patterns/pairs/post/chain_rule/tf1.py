"""The chain rule by hand in TF1: ``grad_ys``."""

import tensorflow.compat.v1 as tf


def run(w, learning_rate, steps):
    """Descend on f(g(w)) = (w - 10)^2, by df/dg * dg/dw."""
    with tf.Graph().as_default():
        w = tf.get_variable("w", initializer=w)
        # --8<-- [start:pattern]
        g = w - 10.0
        f = tf.square(g)
        df_dg = tf.gradients(f, g)
        df_dw = tf.gradients(g, w, grad_ys=df_dg)
        optimizer = tf.train.GradientDescentOptimizer(learning_rate)
        train_op = optimizer.apply_gradients(zip(df_dw, [w]))
        # --8<-- [end:pattern]
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            df_dg, gradient = session.run((df_dg[0], df_dw[0]))
            for _ in range(steps):
                session.run(train_op)
            w, f = session.run((w, f))
    return {"df_dg": df_dg, "gradient": gradient, "w": w, "f": f}
