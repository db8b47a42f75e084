"""The chain rule by hand in TF2: ``output_gradients``."""

import tensorflow as tf


def run(w, learning_rate, steps):
    """Descend on f(g(w)) = (w - 10)^2, by df/dg * dg/dw."""
    w = tf.Variable(w)
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
        return df_dw

    gradients = [train_step() for _ in range(steps)]
    return {
        "gradient": gradients[0].numpy(),
        "w": w.numpy(),
        "f": tf.square(w - 10.0).numpy(),
    }
