"""A gradient for each example in TF2: the Jacobian of the losses."""

import tensorflow as tf


def classify(x, weights):
    """Return the logits of a network with one hidden layer."""
    w1, b1, w2, b2 = weights
    return tf.matmul(tf.tanh(tf.matmul(x, w1) + b1), w2) + b2


def run(x, labels, weights):
    """Estimate the Fisher information as the mean squared gradient."""
    variables = [tf.Variable(w) for w in weights]

    # --8<-- [start:pattern]
    @tf.function
    def estimate(x, labels):
        with tf.GradientTape() as tape:
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
                labels=labels, logits=classify(x, variables)
            )
        gradients = tape.jacobian(losses, variables)
        fisher = [
            tf.reduce_mean(tf.square(g), axis=0) for g in gradients
        ]
        return losses, gradients, fisher

    # --8<-- [end:pattern]

    losses, gradients, fisher = estimate(
        tf.constant(x), tf.constant(labels)
    )
    outputs = {"losses": losses.numpy()}
    for name, g, f in zip(["w1", "b1", "w2", "b2"], gradients, fisher):
        outputs["gradient_" + name] = g.numpy()
        outputs["fisher_" + name] = f.numpy()
    return outputs
