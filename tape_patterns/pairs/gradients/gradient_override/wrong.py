"""What people write for ``gradient_override_map``."""

import tensorflow as tf


# --8<-- [start:registered]
@tf.RegisterGradient("GuidedReluInTF2")
def guided_relu_gradient(op, grad):
    """Pass what is positive, where the output is positive."""
    passed = tf.logical_and(op.outputs[0] > 0.0, grad > 0.0)
    return tf.where(passed, grad, 0.0)


@tf.RegisterGradient("StraightThroughInTF2")
def straight_through_gradient(op, grad):
    """Pass the gradient where the input is between -1 and 1."""
    return tf.where(tf.abs(op.inputs[0]) <= 1.0, grad, 0.0)


OVERRIDES = {"Relu": "GuidedReluInTF2", "Sign": "StraightThroughInTF2"}
# --8<-- [end:registered]
NAMES = ["score", "saliency", "w1_gradient", "w2_gradient"]


# --8<-- [start:map_in_function]
def map_in_function(images, label, w1, w2, w3):
    """Keeps the map next to a tape in a function: it is ignored."""
    w1, w2, w3 = map(tf.Variable, (w1, w2, w3))

    @tf.function
    def explain(image):
        graph = tf.compat.v1.get_default_graph()
        with tf.GradientTape() as tape:
            tape.watch(image)
            with graph.gradient_override_map(OVERRIDES):
                hidden = tf.nn.relu(tf.matmul(image, w1))
                codes = tf.sign(tf.matmul(hidden, w2))
            score = tf.matmul(codes, w3)[:, label]
        return [score, *tape.gradient(score, [image, w1, w2])]

    outputs = explain(tf.constant(images))
    return {name: v.numpy() for name, v in zip(NAMES, outputs)}


# --8<-- [end:map_in_function]
# --8<-- [start:map_depends_on_tape]
def map_depends_on_tape(images, label, w1, w2, w3):
    """Takes the saliency outside the function, the weights' inside."""
    image = tf.constant(images)
    w1, w2, w3 = map(tf.Variable, (w1, w2, w3))

    def network(image):
        graph = tf.compat.v1.get_default_graph()
        with graph.gradient_override_map(OVERRIDES):
            hidden = tf.nn.relu(tf.matmul(image, w1))
            codes = tf.sign(tf.matmul(hidden, w2))
        return tf.matmul(codes, w3)[:, label]

    traced = tf.function(network)
    with tf.GradientTape() as tape:
        tape.watch(image)
        score = traced(image)
    saliency = tape.gradient(score, image)

    @tf.function
    def weight_gradients(image):
        with tf.GradientTape() as tape:
            score = network(image)
        return tape.gradient(score, [w1, w2])

    outputs = [score, saliency, *weight_gradients(image)]
    return {name: v.numpy() for name, v in zip(NAMES, outputs)}


# --8<-- [end:map_depends_on_tape]
# --8<-- [start:map_around_the_call]
def map_around_the_call(images, label, w1, w2, w3):
    """Sets the map on the default graph, which nothing runs in."""
    w1, w2, w3 = map(tf.Variable, (w1, w2, w3))

    @tf.function
    def network(image):
        hidden = tf.nn.relu(tf.matmul(image, w1))
        codes = tf.sign(tf.matmul(hidden, w2))
        return tf.matmul(codes, w3)[:, label]

    image = tf.constant(images)
    graph = tf.compat.v1.get_default_graph()
    with graph.gradient_override_map(OVERRIDES):
        with tf.GradientTape() as tape:
            tape.watch(image)
            score = network(image)
        gradients = tape.gradient(score, [image, w1, w2])
    outputs = [score, *gradients]
    return {name: v.numpy() for name, v in zip(NAMES, outputs)}


# --8<-- [end:map_around_the_call]
# --8<-- [start:upstream_forgotten]
def upstream_forgotten(images, label, w1, w2, w3):
    """Returns the local derivatives, not times the upstream."""

    @tf.custom_gradient
    def guided_relu(x):
        y = tf.nn.relu(x)
        return y, lambda upstream: tf.cast(
            tf.logical_and(y > 0.0, upstream > 0.0), tf.float32
        )

    @tf.custom_gradient
    def straight_through_sign(x):
        return tf.sign(x), lambda upstream: tf.cast(
            tf.abs(x) <= 1.0, tf.float32
        )

    w1, w2, w3 = map(tf.Variable, (w1, w2, w3))

    @tf.function
    def explain(image):
        with tf.GradientTape() as tape:
            tape.watch(image)
            hidden = guided_relu(tf.matmul(image, w1))
            codes = straight_through_sign(tf.matmul(hidden, w2))
            score = tf.matmul(codes, w3)[:, label]
        return [score, *tape.gradient(score, [image, w1, w2])]

    outputs = explain(tf.constant(images))
    return {name: v.numpy() for name, v in zip(NAMES, outputs)}


# --8<-- [end:upstream_forgotten]
