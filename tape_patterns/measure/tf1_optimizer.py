"""An optimizer of TF1 on given gradients; runs on 1.15.5, in Python 3.7, too."""

import numpy as np
import tensorflow as tf

v1 = tf.compat.v1


def run(w, indices, gradients, rates, sparse, place, name, arguments, dtype=""):
    """Return the variable and its slots after each step.

    Args:
        w: the variable's value, in NumPy's dtype.
        indices: the rows of each step's gradient, if that is sparse.
        gradients: one for each step.
        rates: the learning rate of each step.
        sparse: whether gradients are ``tf.IndexedSlices``.
        place: ``train`` or ``contrib``.
        name: of the class there.
        arguments: of the class, as pairs.
        dtype: the variable's, if it is not that of ``w``.
    """
    module = v1.train if place == "train" else tf.contrib.opt
    dtype = tf.as_dtype(dtype or w.dtype)
    with tf.Graph().as_default():
        variable = v1.get_variable(
            "w", initializer=tf.cast(w, dtype), use_resource=True
        )
        rate = v1.placeholder(tf.float32, [])
        given = v1.placeholder(w.dtype, w.shape)
        rows = v1.placeholder(tf.int32, [None])
        gradient = tf.cast(given, dtype)
        if sparse:
            gradient = tf.IndexedSlices(gradient, rows, tf.constant(w.shape))
        arguments = dict(arguments)
        step = v1.train.get_or_create_global_step()
        if name == "AdagradDAOptimizer":
            arguments["global_step"] = step
        optimizer = getattr(module, name)(learning_rate=rate, **arguments)
        train_op = optimizer.apply_gradients([(gradient, variable)], step)
        slots = sorted(optimizer.get_slot_names())
        fetched = [variable] + [optimizer.get_slot(variable, s) for s in slots]
        if dtype == tf.bfloat16:  # NumPy has none
            fetched = [tf.cast(value, tf.float32) for value in fetched]
        outputs = []
        with v1.Session() as session:
            session.run(v1.global_variables_initializer())
            for batch in zip(gradients, indices, rates):
                feed = dict(zip((given, rows, rate), batch))
                session.run(train_op, feed)
                outputs.append(session.run(fetched))
    return {k: np.stack(v) for k, v in zip(["w"] + slots, zip(*outputs))}
