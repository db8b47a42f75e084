"""What people write for Hessian-vector products, and what it gives."""

import tensorflow as tf


def flatten(tensors):
    """Put all elements of ``tensors`` in one vector."""
    return tf.concat([tf.reshape(t, [-1]) for t in tensors], axis=0)


def log_policy(states, weights):
    """Return the logarithm of each action's probability."""
    w1, b1, w2, b2 = weights
    hidden = tf.tanh(tf.nn.bias_add(tf.matmul(states, w1), b1))
    return tf.nn.log_softmax(tf.nn.bias_add(tf.matmul(hidden, w2), b2))


def mean_kl(old, new):
    """Return the divergence of the policy ``new`` from ``old``."""
    kl = tf.reduce_sum(tf.exp(old) * (old - new), axis=1)
    return tf.reduce_mean(kl)


# --8<-- [start:policy_not_held]
def policy_not_held(states, weights, vectors):
    """Differentiates both policies: KL(p, p) is 0 wherever p moves."""
    weights = [tf.Variable(w) for w in weights]
    products = []
    for vector in vectors:
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                new = log_policy(states, weights)
                kl = mean_kl(new, new)
            gradient = flatten(inner.gradient(kl, weights))
        product = outer.gradient(
            gradient, weights, output_gradients=vector
        )
        products.append(flatten(product).numpy())
    return {"products": products}


# --8<-- [end:policy_not_held]
# --8<-- [start:gradient_after_tape]
def gradient_after_tape(states, weights, vectors):
    """Takes the first gradient when the tapes have closed."""
    weights = [tf.Variable(w) for w in weights]
    products = []
    for vector in vectors:
        with tf.GradientTape(persistent=True) as tape:
            new = log_policy(states, weights)
            kl = mean_kl(tf.stop_gradient(new), new)
        gradient = flatten(tape.gradient(kl, weights))
        product = tape.gradient(
            gradient, weights, output_gradients=vector
        )
        products.append(flatten(product).numpy())
    return {"products": products}


# --8<-- [end:gradient_after_tape]
# --8<-- [start:ones_for_vector]
def ones_for_vector(states, weights, vectors):
    """Forgets the seed, so the gradient is multiplied by ones."""
    weights = [tf.Variable(w) for w in weights]
    products = []
    for _ in vectors:
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                new = log_policy(states, weights)
                kl = mean_kl(tf.stop_gradient(new), new)
            gradient = flatten(inner.gradient(kl, weights))
        product = outer.gradient(gradient, weights)
        products.append(flatten(product).numpy())
    return {"products": products}


# --8<-- [end:ones_for_vector]
# --8<-- [start:tape_inside_accumulator]
def tape_inside_accumulator(states, weights, vectors):
    """Differentiates ``jvp(kl)``: the tape inside never sees it."""
    weights = [tf.Variable(w) for w in weights]
    sizes = [tf.size(w) for w in weights]
    products = []
    for vector in vectors:
        tangents = [
            tf.reshape(part, w.shape)
            for part, w in zip(tf.split(vector, sizes), weights)
        ]
        with tf.autodiff.ForwardAccumulator(
            weights, tangents
        ) as accumulator:
            with tf.GradientTape() as tape:
                new = log_policy(states, weights)
                kl = mean_kl(tf.stop_gradient(new), new)
        product = tape.gradient(accumulator.jvp(kl), weights)
        products.append(flatten(product).numpy())
    return {"products": products}


# --8<-- [end:tape_inside_accumulator]
