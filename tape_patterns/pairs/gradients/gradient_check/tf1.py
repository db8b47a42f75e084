"""A gradient against finite differences in TF1: tensors, a session."""

import tensorflow.compat.v1 as tf


@tf.custom_gradient
def log1pexp(x):
    """Return log(1 + exp(x)), with a gradient that cannot overflow."""
    return tf.math.log1p(tf.exp(x)), lambda dy: dy * tf.sigmoid(x)


def run(x, w):
    """Check the gradient of a layer by its input and its weights."""
    with tf.Graph().as_default():
        # --8<-- [start:pattern]
        with tf.Session():
            inputs = [tf.constant(x), tf.constant(w)]
            y = log1pexp(tf.matmul(*inputs))
            shapes = [x.shape, w.shape]
            arguments = (inputs, shapes, y, y.shape.as_list())
            by_x, by_w = tf.test.compute_gradient(
                *arguments, x_init_value=[x, w]
            )
            error = tf.test.compute_gradient_error(
                *arguments, x_init_value=[x, w]
            )
        # --8<-- [end:pattern]
    return {
        "theoretical_x": by_x[0],
        "numeric_x": by_x[1],
        "theoretical_w": by_w[0],
        "numeric_w": by_w[1],
        "error": x.dtype.type(error),
    }
