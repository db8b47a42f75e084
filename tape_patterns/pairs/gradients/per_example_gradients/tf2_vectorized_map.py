"""A gradient for each example in TF2: a tape in ``vectorized_map``."""

import tensorflow as tf


def classify(x, weights):
    """Return the logits of a network with one hidden layer."""
    w1, b1, w2, b2 = weights
    return tf.matmul(tf.tanh(tf.matmul(x, w1) + b1), w2) + b2


def run(x, labels, weights):
    """Estimate the Fisher information as the mean squared gradient."""
    variables = [tf.Variable(w) for w in weights]

    # --8<-- [start:pattern]
    def differentiate(example):
        x, label = example
        with tf.GradientTape() as tape:
            logits = classify(x[tf.newaxis], variables)
            loss = tf.nn.sparse_softmax_cross_entropy_with_logits(
                labels=label[tf.newaxis], logits=logits
            )
        return loss[0], tape.gradient(loss, variables)

    @tf.function
    def estimate(*batch):
        losses, gradients = tf.vectorized_map(differentiate, batch)
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
