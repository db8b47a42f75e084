"""A Hessian in TF2, row after row: less memory."""

import tensorflow as tf


def loss_of(x, labels, w, b):
    """Return the loss of a softmax regression."""
    logits = tf.matmul(x, w) + b
    errors = tf.nn.softmax_cross_entropy_with_logits(
        labels=labels, logits=logits
    )
    decay = tf.nn.l2_loss(w) + tf.nn.l2_loss(b)
    return tf.reduce_sum(errors) + decay


def newton_direction(hessian, gradient):
    """Solve for Newton's step; a matrix has a Hessian of four axes."""
    size = gradient.shape.num_elements()
    square = tf.reshape(hessian, [size, size])
    column = tf.reshape(gradient, [size, 1])
    return tf.reshape(tf.linalg.solve(square, column), gradient.shape)


def run(x, labels, w, b, steps):
    """Fit a softmax regression by Newton's steps on w."""
    w = tf.Variable(w)
    b = tf.Variable(b)

    # --8<-- [start:pattern]
    @tf.function
    def newton_step(x, labels):
        with tf.GradientTape(persistent=True) as outer:
            with tf.GradientTape() as inner:
                loss = loss_of(x, labels, w, b)
            gradient, gradient_b = inner.gradient(loss, [w, b])
        hessian_w = outer.jacobian(
            gradient, w, experimental_use_pfor=False
        )
        hessian_b = outer.jacobian(
            gradient_b, b, experimental_use_pfor=False
        )
        w.assign_sub(newton_direction(hessian_w, gradient))
        return loss, gradient, hessian_w, hessian_b

    # --8<-- [end:pattern]

    x, labels = tf.constant(x), tf.constant(labels)
    first, *_ = [newton_step(x, labels) for _ in range(steps)]
    names = ["loss", "gradient", "hessian_w", "hessian_b"]
    outputs = {name: t.numpy() for name, t in zip(names, first)}
    return dict(outputs, w=w.numpy())
