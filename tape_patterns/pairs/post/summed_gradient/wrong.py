"""What people write for the gradient of a matrix, and what it gives."""

import tensorflow as tf


# --8<-- [start:jacobian_for_gradient]
def jacobian_for_gradient(x, w):
    """Expects one gradient an element of L, so takes the Jacobian."""
    w = tf.Variable(w)
    with tf.GradientTape() as tape:
        loss = x * tf.square(w)
    each = tape.jacobian(loss, w)
    return {"summed": each.numpy(), "each": each.numpy()}


# --8<-- [end:jacobian_for_gradient]
# --8<-- [start:gradient_for_jacobian]
def gradient_for_jacobian(x, w):
    """Expects ``tape.gradient`` to keep the shape of L. It sums."""
    w = tf.Variable(w)
    with tf.GradientTape() as tape:
        loss = x * tf.square(w)
    summed = tape.gradient(loss, w)
    return {"summed": summed.numpy(), "each": summed.numpy()}


# --8<-- [end:gradient_for_jacobian]
# --8<-- [start:mean_for_sum]
def mean_for_sum(x, w):
    """Makes L a scalar with ``reduce_mean``. TF1 took the sum."""
    w = tf.Variable(w)
    with tf.GradientTape(persistent=True) as tape:
        loss = x * tf.square(w)
        mean = tf.reduce_mean(loss)
    summed = tape.gradient(mean, w)
    each = tape.jacobian(loss, w)
    return {"summed": summed.numpy(), "each": each.numpy()}


# --8<-- [end:mean_for_sum]
