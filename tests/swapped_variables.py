"""A TF1 program: in which order grouped assignments run. Any TensorFlow runs it."""

import numpy as np
import tensorflow.compat.v1 as tf


def run(use_resource, runs):
    """Swap two variables ``runs`` times; return what they held each time."""
    held = []
    with tf.Graph().as_default():
        # --8<-- [start:swap]
        a = tf.get_variable("a", initializer=1.0, use_resource=use_resource)
        b = tf.get_variable("b", initializer=2.0, use_resource=use_resource)
        swap = tf.group(tf.assign(a, b), tf.assign(b, a))
        # --8<-- [end:swap]
        for _ in range(runs):
            with tf.Session() as session:
                session.run(tf.global_variables_initializer())
                session.run(swap)
                held.append(session.run([a, b]))
    return {"held": np.array(held)}
