"""What people write for ``grad_ys``, and what it gives."""

import tensorflow as tf


# --8<-- [start:dropped_seed]
def dropped_seed(w, learning_rate, steps):
    """Leaves ``output_gradients`` out: that is dg/dw, not df/dw."""
    w = tf.Variable(w)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.build([w])

    @tf.function
    def train_step():
        with tf.GradientTape() as tape:
            g = w - 10.0
        dg_dw = tape.gradient(g, w)
        optimizer.apply_gradients([(dg_dw, w)])
        return dg_dw

    gradients = [train_step() for _ in range(steps)]
    return {
        "gradient": gradients[0].numpy(),
        "w": w.numpy(),
        "f": tf.square(w - 10.0).numpy(),
    }


# --8<-- [end:dropped_seed]
# --8<-- [start:one_shot_tape]
def one_shot_tape(w, learning_rate, steps):
    """Asks a tape twice that is not persistent."""
    w = tf.Variable(w)
    with tf.GradientTape() as tape:
        g = w - 10.0
        f = tf.square(g)
    df_dg = tape.gradient(f, g)
    return tape.gradient(g, w, output_gradients=df_dg)


# --8<-- [end:one_shot_tape]
# --8<-- [start:second_tape_too_late]
def second_tape_too_late(w, learning_rate, steps):
    """Gives each derivative its tape, but g came before both."""
    w = tf.Variable(w)
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    for _ in range(steps):
        g = w - 10.0
        with tf.GradientTape() as tape:
            tape.watch(g)
            f = tf.square(g)
        df_dg = tape.gradient(f, g)
        with tf.GradientTape() as tape:
            tape.watch(w)
        df_dw = tape.gradient(g, w, output_gradients=df_dg)
        optimizer.apply_gradients([(df_dw, w)])


# --8<-- [end:second_tape_too_late]
