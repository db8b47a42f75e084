"""A TF1 program: whether weights move by their gradients. Any TensorFlow runs it."""

import numpy as np
import tensorflow.compat.v1 as tf


def run(made_by, gate, use_resource, runs):
    """Take the same first step ``runs`` times; return how often it is another."""
    draw = np.random.RandomState(0).uniform
    x, first, second = (draw(-1, 1, shape) for shape in ((8, 3), (3, 5), (5, 2)))
    rate, wrong = 0.125, 0
    with tf.Graph().as_default():
        weights = [tf.Variable(w, use_resource=use_resource) for w in (first, second)]
        hidden = tf.tanh(tf.matmul(x, weights[0]))
        loss = tf.reduce_sum(tf.square(tf.matmul(hidden, weights[1])))
        optimizer = tf.train.GradientDescentOptimizer(rate)
        gradients = tf.gradients(loss, weights)
        if made_by == "tf.gradients":
            used = tf.gradients(loss, weights, gate_gradients=gate == "True")
            train_op = optimizer.apply_gradients(zip(used, weights))  # noqa: B905
        else:
            gate = getattr(optimizer, gate)
            train_op = optimizer.minimize(loss, gate_gradients=gate)
        for _ in range(runs):
            with tf.Session() as session:
                session.run(tf.global_variables_initializer())
                due = first - rate * session.run(gradients[0])
                session.run(train_op)
                wrong += not np.allclose(session.run(weights[0]), due, 0, 1e-9)
    return {"wrong": wrong}
