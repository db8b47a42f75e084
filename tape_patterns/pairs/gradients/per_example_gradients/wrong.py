"""What people write for per-example gradients, and what it gives."""

import tensorflow as tf


def classify(x, weights):
    """Return the logits of a network with one hidden layer."""
    w1, b1, w2, b2 = weights
    return tf.matmul(tf.tanh(tf.matmul(x, w1) + b1), w2) + b2


# --8<-- [start:square_of_mean]
def square_of_mean(x, labels, weights):
    """Squares the mean gradient: the mean of squares was meant."""
    variables = [tf.Variable(w) for w in weights]

    @tf.function
    def estimate(x, labels):
        with tf.GradientTape() as tape:
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
                labels=labels, logits=classify(x, variables)
            )
        gradients = tape.jacobian(losses, variables)
        fisher = [
            tf.square(tf.reduce_mean(g, axis=0)) for g in gradients
        ]
        return losses, gradients, fisher

    losses, gradients, fisher = estimate(
        tf.constant(x), tf.constant(labels)
    )
    outputs = {"losses": losses.numpy()}
    for name, g, f in zip(["w1", "b1", "w2", "b2"], gradients, fisher):
        outputs["gradient_" + name] = g.numpy()
        outputs["fisher_" + name] = f.numpy()
    return outputs


# --8<-- [end:square_of_mean]
# --8<-- [start:gradient_of_losses]
def gradient_of_losses(x, labels, weights):
    """Takes tape.gradient of the losses: that sums over the batch."""
    variables = [tf.Variable(w) for w in weights]

    @tf.function
    def estimate(x, labels):
        with tf.GradientTape() as tape:
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
                labels=labels, logits=classify(x, variables)
            )
        gradients = tape.gradient(losses, variables)
        fisher = [tf.square(g) / len(x) for g in gradients]
        return losses, gradients, fisher

    losses, gradients, fisher = estimate(
        tf.constant(x), tf.constant(labels)
    )
    outputs = {"losses": losses.numpy()}
    for name, g, f in zip(["w1", "b1", "w2", "b2"], gradients, fisher):
        outputs["gradient_" + name] = g.numpy()
        outputs["fisher_" + name] = f.numpy()
    return outputs


# --8<-- [end:gradient_of_losses]
# --8<-- [start:losses_unstacked_outside]
def losses_unstacked_outside(x, labels, weights):
    """Takes the loop along, but unstacks where no tape records."""
    variables = [tf.Variable(w) for w in weights]

    @tf.function
    def estimate(x, labels):
        with tf.GradientTape(persistent=True) as tape:
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
                labels=labels, logits=classify(x, variables)
            )
        per_example = [
            tape.gradient(loss, variables)
            for loss in tf.unstack(losses)
        ]
        gradients = [tf.stack(g) for g in zip(*per_example)]
        fisher = [
            tf.reduce_mean(tf.square(g), axis=0) for g in gradients
        ]
        return losses, gradients, fisher

    losses, gradients, fisher = estimate(
        tf.constant(x), tf.constant(labels)
    )
    outputs = {"losses": losses.numpy()}
    for name, g, f in zip(["w1", "b1", "w2", "b2"], gradients, fisher):
        outputs["gradient_" + name] = g.numpy()
        outputs["fisher_" + name] = f.numpy()
    return outputs


# --8<-- [end:losses_unstacked_outside]
# --8<-- [start:batch_jacobian_of_losses]
def batch_jacobian_of_losses(x, labels, weights):
    """Takes batch_jacobian: a weight has no batch axis to match."""
    variables = [tf.Variable(w) for w in weights]

    @tf.function
    def estimate(x, labels):
        with tf.GradientTape(persistent=True) as tape:
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
                labels=labels, logits=classify(x, variables)
            )
            losses = losses[:, tf.newaxis]
        return [tape.batch_jacobian(losses, v) for v in variables]

    estimate(tf.constant(x), tf.constant(labels))


# --8<-- [end:batch_jacobian_of_losses]
