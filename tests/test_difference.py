"""``compare``: what counts as a difference, and how large it is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from tape_patterns.equivalence import compare

FLOATS = (np.float16, np.float32, np.float64)
arrays = st.sampled_from(FLOATS).flatmap(
    lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, min_side=0))
)


@given(arrays)
def test_an_array_is_identical_to_itself(values):
    assert compare({"x": values}, {"x": values.copy()}).identical


@given(arrays.filter(lambda a: a.size and np.all(np.isfinite(a))), st.data())
def test_the_next_number_is_one_ulp_away(values, data):
    place = data.draw(st.integers(0, values.size - 1))
    changed = values.copy().reshape(-1)
    upwards = values.dtype.type(np.inf)
    changed[place] = np.nextafter(changed[place], upwards)
    if not np.isfinite(changed[place]):
        return
    difference = compare({"x": values}, {"x": changed.reshape(values.shape)})
    # -0 and the smallest negative number have 0 between them and the next.
    near_zero = changed[place] == 0 or np.signbit(values.reshape(-1)[place])
    assert difference.max_ulp == 1 or (near_zero and difference.max_ulp == 2)


@pytest.mark.parametrize("dtype", FLOATS)
def test_ulp_distance_over_zero(dtype):
    tiny = np.nextafter(dtype(0), dtype(1))
    difference = compare({"x": np.array(-tiny)}, {"x": np.array(tiny)})
    assert difference.max_ulp == 3  # -tiny, -0, 0, tiny


def test_zeros_of_other_sign_differ():
    difference = compare({"x": np.array(0.0)}, {"x": np.array(-0.0)})
    assert difference.max_ulp == 1
    assert difference.max_abs == 0


def test_ulp_distance_of_float64_needs_all_bits():
    largest = np.finfo(np.float64).max
    difference = compare({"x": np.array(-largest)}, {"x": np.array(largest)})
    assert difference.max_ulp == 2 * 0x7FEFFFFFFFFFFFFF + 1


def test_nan_equals_nan_in_the_same_place_only():
    here = np.array([np.nan, 1.0])
    assert compare({"x": here}, {"x": here.copy()}).identical
    assert not compare({"x": here}, {"x": here[::-1]}).identical


def test_infinity_equals_the_same_infinity_only():
    infinite = np.array([np.inf])
    assert compare({"x": infinite}, {"x": infinite.copy()}).identical
    assert not compare({"x": infinite}, {"x": -infinite}).identical
    assert not compare({"x": infinite}, {"x": np.array([1e300])}).identical


HAS = "has 1 NaN or infinity that the reference has not"
LACKS = "lacks 1 NaN or infinity that the reference has"
OTHER = "has 1 NaN or infinity where the reference has another"


@pytest.mark.parametrize(
    ("reference", "actual", "says"),
    [
        ([1.0, 2.0], [np.nan, 2.0], HAS),
        ([1.0, 2.0], [1.0, -np.inf], HAS),
        ([np.nan, 2.0], [1.0, 2.0], LACKS),
        ([np.inf, 2.0], [1e300, 2.0], LACKS),
        ([np.inf, 2.0], [-np.inf, 2.0], OTHER),
        ([np.inf, 2.0], [np.nan, 2.0], OTHER),
        ([np.nan, np.inf, 1.0], [1.0, -np.inf, np.nan], f"{HAS}, {LACKS}, {OTHER}"),
        ([1.0, np.nan], [np.nan, np.nan], HAS),
    ],
)
def test_it_is_said_on_which_side_a_nan_or_infinity_is(reference, actual, says):
    difference = compare({"x": np.array(reference)}, {"x": np.array(actual)})
    assert difference.problem == f"'x' {says}"


@pytest.mark.parametrize(
    ("actual", "says"),
    [
        ({}, "'x' is missing"),
        ({"x": np.zeros(2, np.float32), "y": np.zeros(1)}, "'y' is not in"),
        ({"x": np.zeros(3, np.float32)}, "shape (3,), not (2,)"),
        ({"x": np.zeros((2, 1), np.float32)}, "shape (2, 1), not (2,)"),
        ({"x": np.zeros(2, np.float64)}, "float64, not float32"),
    ],
)
def test_structure_is_compared(actual, says):
    difference = compare({"x": np.zeros(2, np.float32)}, actual)
    assert says in difference.problem
    assert not difference.identical


def test_text_is_refused():
    assert "only real numbers" in compare({"x": "a"}, {"x": "a"}).problem


def test_sizes_are_of_the_worst_array():
    reference = {"a": np.array([1.0, 100.0]), "b": np.array([1.0])}
    actual = {"a": np.array([1.0, 101.0]), "b": np.array([1.5])}
    difference = compare(reference, actual)
    assert difference.max_abs == 1
    assert difference.max_rel == 0.5
    assert difference.output == "b"


def test_a_difference_from_zeros_is_infinite_in_proportion():
    difference = compare({"x": np.zeros(2)}, {"x": np.array([0, 1e-9])})
    assert difference.max_rel == float("inf")


def test_booleans_and_integers():
    assert compare({"x": np.array([True])}, {"x": np.array([False])}).max_ulp == 1
    big = np.array([2**62])
    assert compare({"x": big}, {"x": -big}).max_ulp == 2**63
