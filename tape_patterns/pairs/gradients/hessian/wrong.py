"""What people write for ``tf.hessians``, and what it gives."""

import tensorflow as tf


def loss_of(x, labels, w, b):
    """Return the loss of a softmax regression."""
    logits = tf.matmul(x, w) + b
    errors = tf.nn.softmax_cross_entropy_with_logits(labels, logits)
    return tf.reduce_sum(errors) + tf.nn.l2_loss(w) + tf.nn.l2_loss(b)


# --8<-- [start:eager_hessians]
def eager_hessians(x, labels, w, b, steps):
    """Keeps ``tf.hessians`` in eager code."""
    w, b = tf.Variable(w), tf.Variable(b)
    return tf.hessians(loss_of(x, labels, w, b), [w, b])


# --8<-- [end:eager_hessians]
# --8<-- [start:gradient_of_gradient]
def gradient_of_gradient(x, labels, w, b, steps):
    """Takes the gradient of the gradient: the rows are added up."""
    w, b = tf.Variable(w), tf.Variable(b)
    for step in range(steps):
        with tf.GradientTape(persistent=True) as outer:
            with tf.GradientTape() as inner:
                loss = loss_of(x, labels, w, b)
            gradient, gradient_b = inner.gradient(loss, [w, b])
        hessian_w = outer.gradient(gradient, w)
        hessian_b = outer.gradient(gradient_b, b)
        w.assign_sub(gradient / hessian_w)
        if step == 0:
            first = gradient, hessian_w, hessian_b
    names = ["gradient", "hessian_w", "hessian_b"]
    outputs = {name: t.numpy() for name, t in zip(names, first)}
    return dict(outputs, w=w.numpy())


# --8<-- [end:gradient_of_gradient]
# --8<-- [start:batch_of_rows]
def batch_of_rows(x, labels, w, b, steps):
    """Takes ``batch_jacobian``: a row of w meets itself only."""
    w, b = tf.Variable(w), tf.Variable(b)
    with tf.GradientTape(persistent=True) as outer:
        with tf.GradientTape() as inner:
            loss = loss_of(x, labels, w, b)
        gradient, gradient_b = inner.gradient(loss, [w, b])
    return {
        "gradient": gradient.numpy(),
        "hessian_w": outer.batch_jacobian(gradient, w).numpy(),
        "hessian_b": outer.jacobian(gradient_b, b).numpy(),
        "w": w.numpy(),
    }


# --8<-- [end:batch_of_rows]
# --8<-- [start:gradient_not_recorded]
def gradient_not_recorded(x, labels, w, b, steps):
    """Takes the gradient after the outer tape has closed."""
    w, b = tf.Variable(w), tf.Variable(b)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            loss = loss_of(x, labels, w, b)
    gradient = inner.gradient(loss, w)
    hessian_w = outer.jacobian(gradient, w)
    square = tf.reshape(hessian_w, [w.shape.num_elements()] * 2)
    return tf.linalg.solve(square, tf.reshape(gradient, [-1, 1]))


# --8<-- [end:gradient_not_recorded]
