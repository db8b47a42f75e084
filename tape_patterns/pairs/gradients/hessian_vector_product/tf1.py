"""Hessian-vector products in TF1: a gradient of a gradient."""

import tensorflow.compat.v1 as tf


def flatten(tensors):
    """Put all elements of ``tensors`` in one vector."""
    return tf.concat([tf.reshape(t, [-1]) for t in tensors], axis=0)


def mean_kl(states, weights):
    """Return the divergence from the policy as it is, held fixed."""
    w1, b1, w2, b2 = weights
    hidden = tf.tanh(tf.nn.bias_add(tf.matmul(states, w1), b1))
    logits = tf.nn.bias_add(tf.matmul(hidden, w2), b2)
    log_policy = tf.nn.log_softmax(logits)
    old = tf.stop_gradient(log_policy)
    kl = tf.reduce_sum(tf.exp(old) * (old - log_policy), axis=1)
    return tf.reduce_mean(kl)


def run(states, weights, vectors):
    """Multiply each of the flat ``vectors`` by the Fisher matrix."""
    with tf.Graph().as_default():
        weights = [tf.Variable(w) for w in weights]
        vector = tf.placeholder(vectors.dtype, vectors.shape[1:])
        batch = states
        states = tf.placeholder(batch.dtype, batch.shape)
        # --8<-- [start:pattern]
        kl = mean_kl(states, weights)
        gradient = flatten(tf.gradients(kl, weights))
        # A vector computed from the weights counts as a constant.
        scalar = tf.reduce_sum(gradient * tf.stop_gradient(vector))
        product = flatten(tf.gradients(scalar, weights))
        # --8<-- [end:pattern]
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            products = [
                session.run(product, {states: batch, vector: v})
                for v in vectors
            ]
    return {"products": products}
