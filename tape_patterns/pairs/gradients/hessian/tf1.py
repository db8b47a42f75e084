"""A Hessian in TF1: ``tf.hessians``."""

import tensorflow.compat.v1 as tf


def run(x, labels, w, b, steps):
    """Fit a softmax regression by Newton's steps on w."""
    size = w.size
    with tf.Graph().as_default():
        w = tf.Variable(w, use_resource=True)
        b = tf.Variable(b, use_resource=True)
        x_in = tf.placeholder(x.dtype, [None, x.shape[1]])
        labels_in = tf.placeholder(x.dtype, [None, labels.shape[1]])
        logits = tf.matmul(x_in, w) + b
        errors = tf.nn.softmax_cross_entropy_with_logits_v2(
            labels=labels_in, logits=logits
        )
        decay = tf.nn.l2_loss(w) + tf.nn.l2_loss(b)
        loss = tf.reduce_sum(errors) + decay
        gradient = tf.gradients(loss, w)[0]
        hessian_w, hessian_b = tf.hessians(loss, [w, b])
        # A matrix has a Hessian of four axes.
        direction = tf.linalg.solve(
            tf.reshape(hessian_w, [size, size]),
            tf.reshape(gradient, [size, 1]),
        )
        step = w.assign_sub(tf.reshape(direction, w.shape))
        feed = {x_in: x, labels_in: labels}
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            outputs = [loss, gradient, hessian_w, hessian_b]
            first = session.run(outputs, feed)
            for _ in range(steps):
                session.run(step, feed)
            w = session.run(w)
    names = ["loss", "gradient", "hessian_w", "hessian_b"]
    return dict(zip(names, first), w=w)
