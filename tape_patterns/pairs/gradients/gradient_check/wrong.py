"""What people write for ``compute_gradient``, and what it gives."""

import numpy as np
import tensorflow as tf


@tf.custom_gradient
def log1pexp(z):
    """Return log(1 + exp(z)), with a gradient that cannot overflow."""
    return tf.math.log1p(tf.exp(z)), lambda dy: dy * tf.sigmoid(z)


@tf.function
def layer(inputs, weights):
    """Return the layer whose gradient is checked."""
    return log1pexp(tf.matmul(inputs, weights))


def named(theoretical, numeric):
    """Return the Jacobians in TF1's layout, and their distance."""
    pairs = list(zip(theoretical, numeric))
    return {
        "theoretical_x": theoretical[0].T,
        "numeric_x": numeric[0].T,
        "theoretical_w": theoretical[1].T,
        "numeric_w": numeric[1].T,
        "error": max(np.max(np.abs(t - n)) for t, n in pairs),
    }


# --8<-- [start:pairs_by_argument]
def pairs_by_argument(x, w):
    """Unpacks a pair for each argument, as TF1 returned them."""
    by_x, by_w = tf.test.compute_gradient(layer, [x, w], delta=1e-3)
    return {
        "error": max(np.max(np.abs(t - n)) for t, n in (by_x, by_w))
    }


# --8<-- [end:pairs_by_argument]
# --8<-- [start:default_delta]
def default_delta(x, w):
    """Leaves ``delta`` out: the default is another one."""
    return named(*tf.test.compute_gradient(layer, [x, w]))


# --8<-- [end:default_delta]
# --8<-- [start:float32_differences]
def float32_differences(x, w):
    """Checks in float32: most of the difference is rounding."""
    x, w = x.astype(np.float32), w.astype(np.float32)
    found = named(*tf.test.compute_gradient(layer, [x, w], delta=1e-3))
    return {name: np.float64(value) for name, value in found.items()}


# --8<-- [end:float32_differences]
# --8<-- [start:rows_for_columns]
def rows_for_columns(x, w):
    """Keeps TF1's indices: the Jacobians are transposed."""
    theoretical, numeric = tf.test.compute_gradient(
        layer, [x, w], delta=1e-3
    )
    return named([t.T for t in theoretical], [n.T for n in numeric])


# --8<-- [end:rows_for_columns]
# --8<-- [start:still_gradient_error]
def still_gradient_error(x, w):
    """Calls the TF1 function, with tensors and shapes."""
    inputs = [tf.constant(x), tf.constant(w)]
    y = layer(*inputs)
    return tf.compat.v1.test.compute_gradient_error(
        inputs, [x.shape, w.shape], y, y.shape, x_init_value=[x, w]
    )


# --8<-- [end:still_gradient_error]
