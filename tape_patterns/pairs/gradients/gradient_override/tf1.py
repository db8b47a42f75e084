"""Other gradients for ReLU and sign in TF1: an override map."""

import tensorflow.compat.v1 as tf

# The names are global in a process: a second registration raises
# KeyError. So this stands at the top of a module.


@tf.RegisterGradient("StraightThrough")
def straight_through_gradient(op, grad):
    """Pass the gradient where the input is between -1 and 1."""
    x = op.inputs[0]
    return tf.where(tf.abs(x) <= 1.0, grad, tf.zeros_like(grad))


def code_layer(x, w):
    """Return codes of -1, 0 and 1."""
    graph = tf.get_default_graph()
    with graph.gradient_override_map({"Sign": "StraightThrough"}):
        return tf.sign(tf.matmul(x, w))


# --8<-- [start:pattern]
@tf.RegisterGradient("GuidedRelu")
def guided_relu_gradient(op, grad):
    """Pass what is positive, where the output is positive."""
    passed = tf.logical_and(op.outputs[0] > 0.0, grad > 0.0)
    return tf.where(passed, grad, tf.zeros_like(grad))


def hidden_layer(x, w):
    """Return a layer of guided ReLUs."""
    graph = tf.get_default_graph()
    with graph.gradient_override_map({"Relu": "GuidedRelu"}):
        return tf.nn.relu(tf.matmul(x, w))


# --8<-- [end:pattern]


def run(images, label, w1, w2, w3):
    """Explain the score of one class by a network of binary codes."""
    with tf.Graph().as_default():
        image = tf.placeholder(images.dtype, [None, images.shape[1]])
        w1 = tf.get_variable("w1", initializer=w1)
        w2 = tf.get_variable("w2", initializer=w2)
        w3 = tf.get_variable("w3", initializer=w3)
        codes = code_layer(hidden_layer(image, w1), w2)
        score = tf.matmul(codes, w3)[:, label]
        gradients = tf.gradients(score, [image, w1, w2])
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            outputs = session.run([score] + gradients, {image: images})
    names = ["score", "saliency", "w1_gradient", "w2_gradient"]
    return dict(zip(names, outputs))
