"""A gradient against finite differences in TF2: a function, values."""

import numpy as np
import tensorflow as tf


@tf.custom_gradient
def log1pexp(x):
    """Return log(1 + exp(x)), with a gradient that cannot overflow."""
    return tf.math.log1p(tf.exp(x)), lambda dy: dy * tf.sigmoid(x)


def run(x, w):
    """Check the gradient of a layer by its input and its weights."""

    # --8<-- [start:pattern]
    @tf.function
    def layer(x, w):
        return log1pexp(tf.matmul(x, w))

    # The same delta as TF1's default; TF2's default is 1/1024.
    theoretical, numeric = tf.test.compute_gradient(
        layer, [x, w], delta=1e-3
    )
    error = max(
        np.max(np.abs(t - n)) for t, n in zip(theoretical, numeric)
    )
    # --8<-- [end:pattern]
    # A row for each element of the output, where TF1 had a column.
    return {
        "theoretical_x": theoretical[0].T,
        "numeric_x": numeric[0].T,
        "theoretical_w": theoretical[1].T,
        "numeric_w": numeric[1].T,
        "error": x.dtype.type(error),
    }
