"""A Hessian in TF2: the Jacobian of the gradient."""

import tensorflow as tf


def run(x, labels, w, b, steps):
    """Fit a softmax regression by Newton's steps on w."""
    size = w.size
    w = tf.Variable(w)
    b = tf.Variable(b)

    @tf.function
    def newton_step(x, labels):
        with tf.GradientTape(persistent=True) as outer:
            with tf.GradientTape() as inner:
                logits = tf.matmul(x, w) + b
                errors = tf.nn.softmax_cross_entropy_with_logits(
                    labels=labels, logits=logits
                )
                decay = tf.nn.l2_loss(w) + tf.nn.l2_loss(b)
                loss = tf.reduce_sum(errors) + decay
            gradient, gradient_b = inner.gradient(loss, [w, b])
        hessian_w = outer.jacobian(gradient, w)
        hessian_b = outer.jacobian(gradient_b, b)
        # A matrix has a Hessian of four axes.
        direction = tf.linalg.solve(
            tf.reshape(hessian_w, [size, size]),
            tf.reshape(gradient, [size, 1]),
        )
        w.assign_sub(tf.reshape(direction, w.shape))
        return loss, gradient, hessian_w, hessian_b

    x, labels = tf.constant(x), tf.constant(labels)
    first, *_ = [newton_step(x, labels) for _ in range(steps)]
    names = ["loss", "gradient", "hessian_w", "hessian_b"]
    outputs = {name: t.numpy() for name, t in zip(names, first)}
    return dict(outputs, w=w.numpy())
