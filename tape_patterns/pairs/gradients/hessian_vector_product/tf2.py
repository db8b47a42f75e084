"""Hessian-vector products in TF2: a tape around a tape."""

import tensorflow as tf


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
    weights = [tf.Variable(w) for w in weights]

    # --8<-- [start:pattern]
    @tf.function
    def fisher_vector_product(states, vector):
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                kl = mean_kl(states, weights)
            # The outer tape must record this gradient.
            gradient = flatten(inner.gradient(kl, weights))
        # The seed counts as a constant: no stop_gradient needed.
        product = outer.gradient(
            gradient, weights, output_gradients=vector
        )
        return flatten(product)

    # --8<-- [end:pattern]

    states = tf.constant(states)
    products = [
        fisher_vector_product(states, vector).numpy()
        for vector in tf.constant(vectors)
    ]
    return {"products": products}
