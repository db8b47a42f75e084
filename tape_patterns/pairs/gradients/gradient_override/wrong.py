"""What people write for ``gradient_override_map``."""

import tensorflow as tf

from tape_patterns.pair import Wrong

map_in_function = Wrong(
    "Keeps the map next to a tape in a function: it is ignored.",
    edits={
        "    return guided_relu(tf.matmul(x, w))": (
            "    graph = tf.compat.v1.get_default_graph()\n"
            "    with graph.gradient_override_map("
            '{"Relu": "GuidedRelu"}):\n'
            "        return tf.nn.relu(tf.matmul(x, w))"
        )
    },
)

map_around_the_call = Wrong(
    "Sets the map on the default graph, which nothing runs in.",
    edits={
        "code_layer(hidden_layer(image, w1), w2)": (
            "code_layer(tf.nn.relu(tf.matmul(image, w1)), w2)"
        ),
        "    outputs = explain(tf.constant(images))": (
            "    graph = tf.compat.v1.get_default_graph()\n"
            "    with graph.gradient_override_map("
            '{"Relu": "GuidedRelu"}):\n'
            "        outputs = explain(tf.constant(images))"
        ),
    },
)

upstream_forgotten = Wrong(
    "Returns the local derivative, not times the upstream.",
    edits={
        "tf.where(passed, upstream, 0.0)": (
            "tf.cast(passed, upstream.dtype)"
        )
    },
)


# --8<-- [start:map_depends_on_tape]
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

    with tf.GradientTape() as tape:
        tape.watch(image)
        score = tf.function(network)(image)
    saliency = tape.gradient(score, image)

    @tf.function
    def weight_gradients(image):
        with tf.GradientTape() as tape:
            score = network(image)
        return tape.gradient(score, [w1, w2])

    w1_gradient, w2_gradient = weight_gradients(image)
    return {
        "score": score.numpy(),
        "saliency": saliency.numpy(),
        "w1_gradient": w1_gradient.numpy(),
        "w2_gradient": w2_gradient.numpy(),
    }


# --8<-- [end:map_depends_on_tape]
