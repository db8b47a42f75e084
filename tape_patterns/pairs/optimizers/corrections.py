"""What brings a built-in of Keras closer to TF1: see ``tf2_loop``."""

import tensorflow as tf


# --8<-- [start:start_at_one]
def start_at_one(optimizer):
    """Set the mean squares to one, as TF1 does."""
    for variable in optimizer.variables:
        if variable.name.endswith("velocity"):
            variable.assign(tf.ones_like(variable))


# --8<-- [end:start_at_one]
# --8<-- [start:rescale]
def rescale(optimizer, rate):
    """Let the accumulator follow the rate, which Keras keeps in it."""
    change = rate / optimizer.learning_rate
    for accumulator in optimizer.momentums:
        accumulator.assign(accumulator * change)
    optimizer.learning_rate = rate


# --8<-- [end:rescale]
# --8<-- [start:decay]
def decay(optimizer, gradients, variables, weight_decay, **_):
    """Take a share of each weight away first, whatever the rate is."""
    for variable in variables:
        variable.assign_sub(weight_decay * variable)
    optimizer.apply_gradients(zip(gradients, variables))


# --8<-- [end:decay]
# --8<-- [start:shrink]
def shrink(optimizer, gradients, variables, l1, l2, **_):
    """Move towards zero by ``rate * l1`` afterwards; scale for l2."""
    optimizer.apply_gradients(zip(gradients, variables))
    accumulators = [
        variable
        for variable in optimizer.variables
        if variable.name.endswith("accumulator")
    ]
    scales = map(tf.math.rsqrt, accumulators)
    if not accumulators:
        scales = [1.0] * len(variables)
    for variable, scale in zip(variables, scales):
        rate = optimizer.learning_rate * scale
        size = tf.maximum(tf.abs(variable) - rate * l1, 0.0)
        variable.assign(tf.sign(variable) * size / (1.0 + rate * l2))


# --8<-- [end:shrink]
# --8<-- [start:apply_dense]
def apply_dense(optimizer, gradient, table):
    """Apply the gradient without gaps, its equal rows summed."""
    dense = tf.convert_to_tensor(gradient)
    optimizer.apply_gradients([(dense, table)])


# --8<-- [end:apply_dense]
# --8<-- [start:apply_rows]
def apply_rows(optimizer, gradient, table):
    """Apply the dense gradient, and put the other rows back."""
    kept = [v for v in optimizer.variables if v.shape == table.shape]
    kept.append(table)
    before = [tf.identity(variable) for variable in kept]
    dense = tf.convert_to_tensor(gradient)
    optimizer.apply_gradients([(dense, table)])
    rows = tf.scatter_nd(
        gradient.indices[:, tf.newaxis],
        tf.ones_like(gradient.indices),
        table.shape[:1],
    )
    for variable, old in zip(kept, before):
        seen = tf.cast(rows, tf.bool)[:, tf.newaxis]
        variable.assign(tf.where(seen, variable, old))


# --8<-- [end:apply_rows]
