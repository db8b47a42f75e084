"""A gradient for each example in TF1: one ``tf.gradients`` each."""

import tensorflow.compat.v1 as tf


def classify(x, weights):
    """Return the logits of a network with one hidden layer."""
    w1, b1, w2, b2 = weights
    return tf.matmul(tf.tanh(tf.matmul(x, w1) + b1), w2) + b2


def run(x, labels, weights):
    """Estimate the Fisher information as the mean squared gradient."""
    with tf.Graph().as_default():
        values, x = x, tf.placeholder(x.dtype, x.shape)
        variables = [tf.Variable(w) for w in weights]
        # --8<-- [start:pattern]
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
            labels=labels, logits=classify(x, variables)
        )
        per_example = [
            tf.gradients(loss, variables) for loss in tf.unstack(losses)
        ]
        gradients = [tf.stack(g) for g in zip(*per_example)]
        fisher = [
            tf.reduce_mean(tf.square(g), axis=0) for g in gradients
        ]
        # --8<-- [end:pattern]
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            losses, gradients, fisher = session.run(
                (losses, gradients, fisher), {x: values}
            )
    outputs = {"losses": losses}
    for name, g, f in zip(["w1", "b1", "w2", "b2"], gradients, fisher):
        outputs["gradient_" + name] = g
        outputs["fisher_" + name] = f
    return outputs
