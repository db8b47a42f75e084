"""What the page of ``variable_reuse`` says of default initializers is so."""

import initial_weights
import numpy as np
import pytest
import tensorflow as tf

from tape_patterns.equivalence import TensorFlow1, run_graph

INPUTS = {"graph_seed": 3}


# --8<-- [start:glorot]
def glorot_uniform(shape, seed):
    limit = np.sqrt(6.0 / (shape[0] + shape[1]))
    return tf.random.uniform(shape, -limit, limit, seed=seed)


# --8<-- [end:glorot]
def drawn(seed):
    tf.random.set_seed(3)
    return glorot_uniform([3, 4], int(seed))


def test_the_default_is_glorot_uniform():
    found = run_graph(initial_weights.run, INPUTS)
    assert np.array_equal(drawn(found["seed"]), found["w"])


@pytest.mark.usefixtures("python37")
def test_the_default_of_tensorflow_1_15_is_glorot_uniform():
    with TensorFlow1() as tensorflow1:
        found = tensorflow1.run("tests.initial_weights", INPUTS)
    assert np.array_equal(drawn(found["seed"]), found["w"])
