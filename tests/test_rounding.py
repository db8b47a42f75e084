"""The rounding rule: what it moves, what it allows, what it never allows."""

import numpy as np
import pytest

from tape_patterns.equivalence.rounding import RUNS, TIMES, Rounding, nudged_inputs

DTYPES = (np.float32, np.float64)


def drawn(dtype, size=1000):
    return np.random.default_rng(0).normal(size=size).astype(dtype)


@pytest.mark.parametrize("dtype", DTYPES)
def test_numbers_move_by_at_most_one_unit_in_the_last_place(dtype):
    x = drawn(dtype)
    moved = nudged_inputs({"x": x}, 0)["x"]
    assert moved.dtype == dtype
    steps = (moved - x) / np.spacing(np.abs(x))
    assert set(np.sign(steps)) == {-1, 0, 1}
    # Below a power of two a unit is half as large.
    assert set(np.abs(steps)) <= {0, 0.5, 1}


def test_zeros_integers_settings_and_narrower_numbers_stay():
    inputs = {
        "zeros": np.zeros(3),
        "integers": np.arange(3),
        "rate": 0.1,
        "narrow": np.ones(3, np.float32),
        "nested": [np.full(50, 2.0), "text", None],
    }
    moved = nudged_inputs(inputs, 0)
    for name in ("zeros", "integers", "rate", "narrow"):
        assert np.array_equal(moved[name], inputs[name])
    assert not np.array_equal(moved["nested"][0], inputs["nested"][0])
    assert moved["nested"][1:] == ["text", None]


def test_a_seed_moves_alike_and_another_does_not():
    x = {"x": drawn(np.float64)}
    one, again, other = (nudged_inputs(x, seed)["x"] for seed in (1, 1, 2))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


def rounding(run, **inputs):
    return Rounding(lambda moved: run(**moved), inputs)


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_well_conditioned_output_may_move_by_a_few_units(dtype):
    def run(x):
        return {"y": x * dtype(3)}

    x = drawn(dtype)
    eps = np.finfo(dtype).eps
    allowed = rounding(run, x=x).allowed["y"]
    scale = np.abs(3 * x).max()
    assert TIMES * eps * scale <= allowed < 3 * TIMES * eps * scale


def test_a_cancellation_may_move_by_what_it_cancels():
    def run(x):
        return {"y": x - np.float64(1)}

    x = np.array([1 + 1e-6])
    found = rounding(run, x=x)
    expected = run(x)
    assert found.share(expected, {"y": expected["y"] + 2e-16})[0] <= 1
    assert found.share(expected, {"y": expected["y"] + 1e-12})[0] > 1


def test_the_other_order_of_a_sum_is_rounding_and_a_lost_term_is_not():
    def run(x):
        return {"y": np.add.reduce(x[::-1])}

    x = drawn(np.float32, 100)
    forwards = {"y": np.float32(np.cumsum(x, dtype=np.float32)[-1])}
    lost = {"y": np.add.reduce(x[:-1])}
    found = rounding(run, x=x)
    assert found.share(run(x), forwards)[0] <= 1
    assert found.share(run(x), lost)[0] > 1


def test_float32_arithmetic_in_float64_code_is_no_rounding():
    def run(x):
        return {"y": np.exp(x)}

    x = drawn(np.float64)
    single = {"y": np.exp(x.astype(np.float32)).astype(np.float64)}
    assert rounding(run, x=x).share(run(x), single)[0] > 1e6


def test_an_output_that_jumps_must_be_equal():
    def run(x):
        return {"y": np.where(x > 1, x, -x)}

    x = np.ones(100)
    found = rounding(run, x=x)
    assert found.allowed["y"] == 0
    assert found.share(run(x), run(x)) == (0, "")
    assert found.share(run(x), {"y": np.nextafter(run(x)["y"], 2)})[0] == np.inf


@pytest.mark.parametrize(
    "outputs",
    [
        lambda x: x[x > 1],
        lambda x: np.log(x - 1),
    ],
    ids=["its shape", "its NaNs"],
)
def test_an_output_that_changes_more_than_numbers_must_be_equal(outputs):
    def run(x):
        with np.errstate(all="ignore"):
            return {"y": outputs(x)}

    assert rounding(run, x=np.full(100, 1 + 2**-52)).allowed["y"] == 0


def test_zeros_integers_and_booleans_must_be_equal():
    def run(x):
        return {"zeros": x * 0, "integers": np.sign(x).astype(int), "signs": x > 0}

    x = drawn(np.float64)
    found = rounding(run, x=x)
    assert found.allowed == {"zeros": 0, "integers": 0, "signs": 0}
    other = {**run(x), "signs": x < 0}
    assert found.share(run(x), other) == (np.inf, "signs")


def counted(thorough):
    """Return a rounding of a product, and the list of its runs."""
    ran = []

    def run(x):
        ran.append(x)
        return {"y": np.cumprod(x)}

    x = 1 + np.arange(50) / 100
    execute = lambda moved: run(**moved)  # noqa: E731
    return Rounding(execute, {"x": x}, {"y": np.cumprod(x)}, thorough), ran


def test_nothing_runs_where_nothing_differs():
    found, ran = counted(thorough=True)
    y = np.cumprod(1 + np.arange(50) / 100)
    assert found.share({"y": y}, {"y": y.copy()}) == (0, "")
    assert ran == []


def test_runs_end_when_a_difference_is_allowed():
    found, ran = counted(thorough=False)
    y = np.cumprod(1 + np.arange(50) / 100)
    assert found.share({"y": y}, {"y": y * (1 + 2**-52)})[0] <= 1
    assert ran == []
    assert found.share({"y": y}, {"y": y * 1.1})[0] > 1
    assert len(ran) == RUNS
    assert found.share({"y": y}, {"y": y * 1.1})[0] > 1
    assert len(ran) == RUNS


def test_a_thorough_share_is_at_most_the_quick_one():
    y = np.cumprod(1 + np.arange(50) / 100)
    other = {"y": y * (1 + 1e-15)}
    quick, thorough = counted(False)[0], counted(True)[0]
    assert thorough.share({"y": y}, other)[0] <= quick.share({"y": y}, other)[0]
