"""Who claims the same bits runs the same products, whatever the machine does."""

import numpy as np
import pytest
import tensorflow as tf
from conftest import PAIRS

from tape_patterns.equivalence import run_eager, run_function, run_graph
from tape_patterns.equivalence.operations import recorded_operations

CLAIMS = [
    pytest.param(pair, form, id=f"{pair.name}-{form}")
    for pair in PAIRS
    for form in pair.forms
    if pair.compat_v1
    and form.replace("tf2", "function").replace("_", ":", 1) not in pair.rounding
]


@pytest.mark.parametrize(("pair", "form"), CLAIMS)
def test_both_sides_run_the_same_products(pair, form):
    for case in pair.cases:
        with recorded_operations() as expected:
            run_graph(pair.side("tf1").run, case.inputs)
        with recorded_operations() as found:
            run_function(pair.side(form).run, case.inputs)
        assert found == expected, case.name


X, W = np.ones((2, 3), np.float32), np.ones((3, 4), np.float32)
FORWARD = ("MatMul", ((2, 3), (3, 4)))
BACKWARD = ("MatMul", ((2, 3), (2, 4)))


def in_graph(rows=None):
    """Multiply in a graph, which learns the number of rows when it runs."""
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        x = tf.compat.v1.placeholder(tf.float32, [rows, 3])
        w = tf.constant(W)
        y = tf.matmul(x, w)
        unused = tf.matmul(x, tf.ones([3, 5]))
        assert unused is not None
        gradient = tf.gradients(y, w)[0]
        return {"gradient": session.run(gradient, {x: X})}


def in_tape():
    @tf.function(input_signature=[tf.TensorSpec([None, 3])])
    def differentiate(x):
        w = tf.constant(W)
        with tf.GradientTape() as tape:
            tape.watch(w)
            y = tf.matmul(x, w)
        return y, tape.gradient(y, w)

    y, gradient = differentiate(tf.constant(X))
    return {"y": y.numpy(), "gradient": gradient.numpy()}


def test_shapes_are_those_at_run_time_and_what_nothing_needs_is_left_out():
    with recorded_operations() as found:
        run_graph(in_graph, {})
    # The gradient starts from ones of the product's shape.
    assert found == {FORWARD, BACKWARD}


@pytest.mark.parametrize("run", [run_eager, run_function])
def test_a_tape_is_seen_eager_and_traced(run):
    with recorded_operations() as found:
        run(in_tape, {})
    assert found == {FORWARD, BACKWARD}


def test_another_shape_is_another_operation():
    def stacked():
        return {"y": tf.matmul(tf.concat([X, X], 0), W).numpy()[:2]}

    with recorded_operations() as found:
        run_eager(stacked, {})
    assert found == {("MatMul", ((4, 3), (3, 4)))}


def test_numbers_do_not_change():
    plain = run_function(in_tape, {})
    with recorded_operations():
        recorded = run_function(in_tape, {})
    for name, values in plain.items():
        assert np.array_equal(values, recorded[name])
