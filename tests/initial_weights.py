"""A TF1 program: what ``get_variable`` starts from. Any TensorFlow runs it."""

import tensorflow.compat.v1 as tf


def run(graph_seed):
    """Make a variable; return its numbers and the seed of the op that drew them."""
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(graph_seed)
        w = tf.get_variable("w", [3, 4])
        seeds = [
            op.get_attr("seed2")
            for op in graph.get_operations()
            if op.type == "RandomUniform"
        ]
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            return {"w": session.run(w), "seed": seeds[0]}
