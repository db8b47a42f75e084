"""Hessian-vector products in TF2: forward mode over a tape."""

import tensorflow as tf


def flatten(tensors):
    """Put all elements of ``tensors`` in one vector."""
    return tf.concat([tf.reshape(t, [-1]) for t in tensors], axis=0)


def unflatten(vector, weights):
    """Cut ``vector`` into tensors of the weights' shapes."""
    parts = tf.split(vector, [w.shape.num_elements() for w in weights])
    pairs = zip(parts, weights)
    return [tf.reshape(part, w.shape) for part, w in pairs]


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
        tangents = unflatten(vector, weights)
        with tf.autodiff.ForwardAccumulator(
            weights, tangents
        ) as accumulator:
            with tf.GradientTape() as tape:
                kl = mean_kl(states, weights)
            # The accumulator must see this gradient.
            gradients = tape.gradient(kl, weights)
        return flatten(accumulator.jvp(gradients))

    # --8<-- [end:pattern]

    states = tf.constant(states)
    products = [
        fisher_vector_product(states, vector).numpy()
        for vector in tf.constant(vectors)
    ]
    return {"products": products}
