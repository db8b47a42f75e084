"""An optimizer of one's own in Keras 3: ``update_step``."""

import numpy as np
import tensorflow as tf


# --8<-- [start:pattern]
class QuasiHyperbolic(tf.keras.optimizers.Optimizer):
    def __init__(self, learning_rate, beta, nu):
        super().__init__(learning_rate)
        self.beta, self.nu = beta, nu

    def build(self, variables):
        super().build(variables)
        add = self.add_variable_from_reference
        self.averages = [add(v, "average") for v in variables]

    def update_step(self, grad, var, learning_rate):
        beta, nu = self.beta, self.nu
        rate = tf.cast(learning_rate, grad.dtype)
        slot = self.averages[self._get_variable_index(var)]
        slot.assign(beta * slot + (1 - beta) * grad)
        var.assign_sub(rate * ((1 - nu) * grad + nu * slot))


# --8<-- [end:pattern]


def loss_of(x, y, weights):
    """Return the squared error of a network."""
    w1, w2 = weights
    error = tf.matmul(tf.tanh(tf.matmul(x, w1)), w2) - y
    return tf.reduce_mean(tf.square(error))


def run(x, y, weights, learning_rate, beta, nu):
    """Train on one batch at each step."""
    batches = list(zip(tf.constant(x), tf.constant(y)))
    weights = [tf.Variable(w) for w in weights]
    optimizer = QuasiHyperbolic(learning_rate, beta, nu)
    optimizer.build(weights)

    @tf.function
    def train_step(x, y):
        with tf.GradientTape() as tape:
            loss = loss_of(x, y, weights)
        gradients = tape.gradient(loss, weights)
        optimizer.apply_gradients(zip(gradients, weights))
        return loss

    steps = []
    for batch in batches:
        outputs = [train_step(*batch), *weights, *optimizer.averages]
        steps.append([np.array(output) for output in outputs])
    names = ["loss", "w1", "w2", "average1", "average2"]
    return {name: np.stack(v) for name, v in zip(names, zip(*steps))}
