"""The chain rule by hand in TF2: ``output_gradients``."""

import tensorflow as tf


def run(w, learning_rate, steps):
    """Descend on f(g(w)) = (w - 10)^2, by df/dg * dg/dw."""
    w = tf.Variable(w)
    # --8<-- [start:pattern]
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build([w])

    @tf.function
    def train_step():
        with tf.GradientTape(persistent=True) as tape:
            g = w - 10.0
            f = tf.square(g)
        df_dg = tape.gradient(f, g)
        df_dw = tape.gradient(g, w, output_gradients=df_dg)
        optimizer.apply_gradients([(df_dw, w)])
        return df_dg, df_dw

    # --8<-- [end:pattern]

    (df_dg, gradient), *_ = [train_step() for _ in range(steps)]
    return {
        "df_dg": df_dg.numpy(),
        "gradient": gradient.numpy(),
        "w": w.numpy(),
        "f": tf.square(w - 10.0).numpy(),
    }
