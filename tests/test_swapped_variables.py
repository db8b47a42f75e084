"""What the page of ``assign`` says of the order of assignments is so."""

import pytest
import swapped_variables
import tensorflow as tf

from tape_patterns.equivalence import TensorFlow1, run_graph

RUNS = 200
each_kind = pytest.mark.parametrize("use_resource", [False, True])


def failures(outputs):
    """Return how often two variables did not swap."""
    return int((outputs["held"] != [2.0, 1.0]).any(axis=1).sum())


@each_kind
def test_a_group_does_not_swap(use_resource):
    inputs = {"use_resource": use_resource, "runs": RUNS}
    assert failures(run_graph(swapped_variables.run, inputs))


@each_kind
@pytest.mark.usefixtures("python37")
def test_a_group_does_not_swap_on_tensorflow_1_15(use_resource):
    inputs = {"use_resource": use_resource, "runs": RUNS}
    with TensorFlow1() as tensorflow1:
        assert failures(tensorflow1.run("tests.swapped_variables", inputs))


def test_lines_of_a_function_run_in_order():
    a, b = tf.Variable(1.0), tf.Variable(2.0)

    # --8<-- [start:swap]
    @tf.function
    def swap():
        a_before, b_before = a.read_value(), b.read_value()
        a.assign(b_before)
        b.assign(a_before)

    # --8<-- [end:swap]

    @tf.function
    def copy_to_both():
        a.assign(b)
        b.assign(a)

    swap()
    assert (a.numpy(), b.numpy()) == (2.0, 1.0)
    copy_to_both()
    assert (a.numpy(), b.numpy()) == (1.0, 1.0)
