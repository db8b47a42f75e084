"""A Hessian in TF1: ``tf.hessians``."""

import tensorflow.compat.v1 as tf


def loss_of(x, labels, w, b):
    """Return the loss of a softmax regression."""
    logits = tf.matmul(x, w) + b
    errors = tf.nn.softmax_cross_entropy_with_logits_v2(
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
    with tf.Graph().as_default():
        w = tf.Variable(w, use_resource=True)
        b = tf.Variable(b, use_resource=True)
        values = x, labels
        x = tf.placeholder(x.dtype, [None, x.shape[1]])
        labels = tf.placeholder(labels.dtype, [None, labels.shape[1]])
        feed = dict(zip((x, labels), values))
        # --8<-- [start:pattern]
        loss = loss_of(x, labels, w, b)
        gradient = tf.gradients(loss, w)[0]
        hessian_w, hessian_b = tf.hessians(loss, [w, b])
        step = w.assign_sub(newton_direction(hessian_w, gradient))
        # --8<-- [end:pattern]
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            outputs = [loss, gradient, hessian_w, hessian_b]
            first = session.run(outputs, feed)
            for _ in range(steps):
                session.run(step, feed)
            w = session.run(w)
    names = ["loss", "gradient", "hessian_w", "hessian_b"]
    return dict(zip(names, first), w=w)
