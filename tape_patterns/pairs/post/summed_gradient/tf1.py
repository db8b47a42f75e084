"""The gradient of a matrix-valued loss in TF1."""

import tensorflow.compat.v1 as tf


def run(x, w):
    """Differentiate L = x w^2: summed, and each element alone."""
    with tf.Graph().as_default():
        w = tf.get_variable("w", initializer=w)
        # --8<-- [start:pattern]
        loss = x * tf.square(w)
        summed = tf.gradients(loss, w)[0]
        each = [
            [tf.gradients(element, w)[0] for element in tf.unstack(row)]
            for row in tf.unstack(loss)
        ]
        # --8<-- [end:pattern]
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            fetches = (loss, summed, tf.stack(each))
            loss, summed, each = session.run(fetches)
    return {"loss": loss, "summed": summed, "each": each}
