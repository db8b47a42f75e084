"""Twenty-four ports: is the difference rounding, or a mistake, where, and which?"""

from dataclasses import replace

import numpy as np
import pytest
from ported_programs import MISTAKES, RIGHT, UNKNOWN

from tape_patterns import pairs
from tape_patterns.recorder import comparing, report
from tape_patterns.recorder.verdict import Kind

SINGLE, DOUBLE = np.dtype("float32"), np.dtype("float64")
by_name = {"ids": lambda port: port.name}


@pytest.fixture
def compared(tmp_path):
    """Run a program and its port in both dtypes, and compare the recordings."""

    def compare(port, double=True, again=False):
        paths = []
        for dtype in (SINGLE, DOUBLE)[: 1 + double]:
            for side in ("old", "new"):
                paths.append(tmp_path / f"{side}_{dtype}.npz")
                getattr(port, side).run(paths[-1], dtype)
        second = None
        if again:
            second = tmp_path / "again.npz"
            races = port.old.races + bool(port.old.races)
            replace(port.old, races=races).run(second, SINGLE)
        return comparing.compare(paths, second)

    return compare


def test_there_are_as_many_as_there_should_be():
    assert (len(MISTAKES), len(RIGHT)) == (16, 8)
    assert len({port.name for port in MISTAKES + RIGHT + UNKNOWN}) == 24 + len(UNKNOWN)


@pytest.mark.parametrize("port", MISTAKES, **by_name)
def test_a_mistake_is_found_where_it_is_and_named(port, compared):
    found = compared(port, again=True)
    assert found.verdict.kind is Kind.meaning
    place = found.verdict.place
    assert (place.step, place.name) == (port.step, port.array)
    (cause,) = found.causes
    assert cause.name == port.cause
    assert port.says in cause.says
    assert cause.pair in pairs.module_names()


@pytest.mark.parametrize("port", RIGHT, **by_name)
def test_rounding_is_not_taken_for_a_mistake(port, compared):
    found = compared(port)
    assert found.verdict.kind is Kind.rounding
    assert not found.causes


@pytest.mark.parametrize("port", RIGHT, **by_name)
def test_the_first_difference_is_that_of_the_arrays(port, compared, tmp_path):
    found = compared(port, double=False)
    sides = {"old": [], "new": []}
    for side, kept in sides.items():
        getattr(port, side).run(tmp_path / "kept.npz", SINGLE, kept)
    order = ("inputs", "loss", "gradients", "weights", "averages")
    first = next(
        (step, "/".join(filter(None, (kind, name))))
        for step, (old, new) in enumerate(zip(*sides.values(), strict=True), 1)
        for kind in order
        for name in (old[kind] if isinstance(old.get(kind), dict) else [""])
        if kind in old
        and not np.array_equal(
            old[kind][name] if name else old[kind],
            new[kind][name] if name else new[kind],
        )
    )
    assert (found.main.first.step, found.main.first.name) == first


def test_rounding_may_grow_past_a_hundredth(compared):
    (port,) = (port for port in RIGHT if port.name == "relu_and_adam")
    found = compared(port)
    curve = found.main.curves["weights/b1"]
    assert max(curve.apart[step] / curve.scale[step] for step in curve.apart) > 1e-2
    assert found.verdict.kind is Kind.rounding


@pytest.mark.parametrize("port", UNKNOWN, **by_name)
def test_what_no_known_cause_explains_is_said_to_be_so(port, compared):
    found = compared(port)
    assert found.verdict.kind is Kind.meaning
    place = found.verdict.place
    assert (place.step, place.name) == (port.step, port.array)
    assert not found.causes
    assert f"  {report.NO_CAUSE}" in list(report.lines(found))


@pytest.mark.parametrize("port", RIGHT + MISTAKES, **by_name)
def test_float32_alone_says_no_more_than_it_shows(port, compared):
    found = compared(port, double=False)
    wrong = Kind.rounding if port in MISTAKES else Kind.meaning
    assert found.verdict.kind not in (wrong, Kind.identical)
    if found.verdict.kind is Kind.unknown:
        assert "float64" in found.verdict.next
    named = {cause.name for cause in found.causes}
    assert named <= {port.cause}


def test_a_second_run_that_drifts_as_far_shows_rounding(tmp_path):
    (port,) = (port for port in RIGHT if port.name == "sums_in_another_order")
    paths = [tmp_path / f"{name}.npz" for name in ("old", "new", "again")]
    port.old.run(paths[0], SINGLE)
    port.new.run(paths[1], SINGLE)
    # The same sums, on the new side's terms: what threads do to TF1's.
    port.new.run(paths[2], SINGLE)
    found = comparing.compare(paths[:2], paths[2])
    assert found.verdict.kind is Kind.rounding
