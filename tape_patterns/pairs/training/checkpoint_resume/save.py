"""Train on TensorFlow 1.15.5, and save: what both sides go on from.

Run it with Python 3.7: ``python -m
tape_patterns.pairs.training.checkpoint_resume.save FOLDER``.
"""

import os
import sys

import numpy as np
import tensorflow.compat.v1 as tf

from tape_patterns.pairs.training.checkpoint_resume import SIZE
from tape_patterns.pairs.training.checkpoint_resume.tf1 import (
    OPTIMIZERS,
    build,
)

STEPS = 50


def save(optimizer, dtype, folder):
    """Train with an optimizer, and save all variables."""
    uniform = np.random.RandomState(1).uniform
    start = uniform(-1, 1, (2, SIZE)).astype(dtype)
    batches = uniform(-1, 1, (STEPS, 2, SIZE)).astype(dtype)
    folder = os.path.join(folder, optimizer, dtype)
    if not os.path.isdir(folder):
        os.makedirs(folder)
    with tf.Graph().as_default(), tf.Session() as session:
        x, y, w, b, loss, optimizer = build(optimizer, SIZE, dtype)
        global_step = tf.train.get_or_create_global_step()
        train_op = optimizer.minimize(loss, global_step)
        session.run(tf.global_variables_initializer())
        w.load(start[0], session)
        b.load(start[1], session)
        for batch in batches:
            session.run(train_op, dict(zip((x, y), batch)))
        tf.train.Saver().save(
            session,
            os.path.join(folder, "model.ckpt"),
            global_step,
            write_meta_graph=False,
        )


if __name__ == "__main__":
    for name in OPTIMIZERS:
        for each in ("float32", "float64"):
            save(name, each, sys.argv[1])
