"""An optimizer of one's own in TF1: slots and ``_apply_dense``."""

import numpy as np
import tensorflow.compat.v1 as tf


# --8<-- [start:pattern]
class QuasiHyperbolic(tf.train.Optimizer):
    def __init__(self, learning_rate, beta, nu):
        super().__init__(False, "QuasiHyperbolic")
        self.numbers = learning_rate, beta, nu

    def _create_slots(self, var_list):
        for var in var_list:
            self._zeros_slot(var, "average", self._name)

    def _resource_apply_dense(self, grad, var):
        learning_rate, beta, nu = self.numbers
        rate = tf.cast(learning_rate, grad.dtype)
        slot = self.get_slot(var, "average")
        average = slot.assign(beta * slot + (1 - beta) * grad)
        change = rate * ((1 - nu) * grad + nu * average)
        return var.assign_sub(change)


# --8<-- [end:pattern]


def loss_of(x, y, weights):
    """Return the squared error of a network."""
    w1, w2 = weights
    error = tf.matmul(tf.tanh(tf.matmul(x, w1)), w2) - y
    return tf.reduce_mean(tf.square(error))


def run(x, y, weights, learning_rate, beta, nu):
    """Train on one batch at each step."""
    batches = list(zip(x, y))
    with tf.Graph().as_default():
        x = tf.placeholder(x.dtype, [None, x.shape[2]])
        y = tf.placeholder(y.dtype, [None, 1])
        weights = [tf.Variable(w, use_resource=True) for w in weights]
        loss = loss_of(x, y, weights)
        optimizer = QuasiHyperbolic(learning_rate, beta, nu)
        train_op = optimizer.minimize(loss)
        slots = [optimizer.get_slot(w, "average") for w in weights]
        steps = []
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            for batch in batches:
                feed = dict(zip((x, y), batch))
                before = session.run(loss, feed)
                session.run(train_op, feed)
                steps.append([before] + session.run(weights + slots))
    names = ["loss", "w1", "w2", "average1", "average2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
