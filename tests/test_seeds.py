"""What the page of ``random_ops`` says of seeds is so."""

import drawn_without_op_seed
import numpy as np
import pytest
import tensorflow as tf

from tape_patterns.equivalence import TensorFlow1, run_graph

STEPS = 3
INPUTS = {"graph_seed": 3, "steps": STEPS}


def drawn(graph_seed, seed):
    """Draw what TF1 drew, with both of its seeds."""
    tf.random.set_seed(graph_seed)
    return np.array([tf.random.uniform([3], seed=seed) for _ in range(STEPS)])


def test_an_op_without_a_seed_has_one():
    found = run_graph(drawn_without_op_seed.run, INPUTS)
    assert np.array_equal(drawn(3, int(found["seed"])), found["drawn"])


@pytest.mark.usefixtures("python37")
def test_an_op_without_a_seed_has_one_in_tensorflow_1_15():
    with TensorFlow1() as tensorflow1:
        found = tensorflow1.run("tests.drawn_without_op_seed", INPUTS)
    assert np.array_equal(drawn(3, int(found["seed"])), found["drawn"])


def test_the_same_op_seed_twice():
    @tf.function
    def draw_twice():
        return tf.random.normal([3], seed=5), tf.random.normal([3], seed=5)

    tf.random.set_seed(3)
    first, second = draw_twice()
    assert np.array_equal(first, second)
    assert not np.array_equal(first, draw_twice()[0])
    # It starts again, but with the seed that was set when it was traced.
    tf.random.set_seed(4)
    assert np.array_equal(first, draw_twice()[0])

    tf.random.set_seed(3)
    eager = [tf.random.normal([3], seed=5) for _ in range(2)]
    assert np.array_equal(first, eager[0])
    assert not np.array_equal(*eager)
