"""A TF1 program: what ops without a seed draw, and their seeds. Any TensorFlow."""

import numpy as np
import tensorflow.compat.v1 as tf


def run(graph_seed, steps):
    """Draw numbers at each step; return them with the op's own seed."""
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(graph_seed)
        noise = tf.random_uniform([3])
        # --8<-- [start:seeds]
        seeds = {
            op.name: op.get_attr("seed2")
            for op in graph.get_operations()
            if "seed2" in op.node_def.attr
        }
        # --8<-- [end:seeds]
        with tf.Session() as session:
            drawn = [session.run(noise) for _ in range(steps)]
    (seed,) = seeds.values()
    return {"drawn": np.array(drawn), "seed": seed}
