"""Recordings: every number comes back, and a bad file is named."""

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from tape_patterns import pairs
from tape_patterns.equivalence import (
    Recording,
    UsageError,
    compare,
    read_recording,
    write_recording,
)
from tape_patterns.equivalence import recording as module
from tape_patterns.equivalence.recording import inputs_digest, recorded_part
from tape_patterns.pair import Case, Pair

DTYPES = (np.float16, np.float32, np.float64, np.int32, np.int64, np.bool_)


@pytest.fixture
def pair(tmp_path, monkeypatch):
    """A pair whose folder is empty."""
    monkeypatch.setattr(Pair, "folder", tmp_path)
    return pairs.load("minimize")


def record(pair, values):
    outputs = {case.name: {"x": values} for case in pair.cases}
    return write_recording(pair, Recording({"tensorflow": "1.15.5"}, outputs))


@given(
    st.sampled_from(DTYPES).flatmap(
        lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, max_side=4))
    )
)
def test_every_number_comes_back(tmp_path_factory, values):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pair, "folder", tmp_path_factory.mktemp("pair"))
        pair = pairs.load("minimize")
        record(pair, values)
        outputs = read_recording(pair).outputs["post"]
    assert compare({"x": values}, outputs).identical


def test_numbers_are_short(pair):
    text = record(pair, np.array([0.1, 1 / 3], np.float32)).read_text()
    assert "[0.1, 0.33333334]" in text
    json.loads(text)


def test_a_long_run_keeps_some_steps():
    pair = pairs.load("ddpg_actor")
    kept = recorded_part(pair, {"q": np.arange(50), "other": np.arange(50)})
    assert kept["q"].tolist() == [0, 1, 4, 9, 19, 49]
    assert len(kept["other"]) == 50


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"made_by": {}, "cases": {"post": []}}', "\x00"]
)
def test_a_corrupt_recording_is_named(pair, tmp_path, text):
    (tmp_path / "tf1_15.json").write_text(text)
    with pytest.raises(
        UsageError, match=r"tf1_15\.json: not a recording; make it with"
    ):
        read_recording(pair)


def test_bytes_that_are_no_text(pair, tmp_path):
    (tmp_path / "tf1_15.json").write_bytes(b"\xff\xfe\x80")
    with pytest.raises(UsageError, match="not a recording"):
        read_recording(pair)


def test_a_cut_recording_is_named(pair):
    path = record(pair, np.ones(3))
    path.write_text(path.read_text()[:-20])
    with pytest.raises(UsageError, match="not a recording"):
        read_recording(pair)


def test_a_missing_recording_is_named(pair):
    with pytest.raises(UsageError, match=r"no such recording.*record minimize"):
        read_recording(pair)


def test_a_recording_of_other_inputs_is_named(pair):
    record(pair, np.ones(3))
    changed = tuple(
        Case(case.name, {**case.inputs, "learning_rate": 0.5}) for case in pair.cases
    )
    with pytest.raises(UsageError, match="made from other inputs"):
        read_recording(replace(pair, cases=changed))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (1, 1.0),
        (1.0, np.float32(1)),
        (np.float32(1), np.float64(1)),
        (np.zeros((2, 1)), np.zeros((1, 2))),
        ([np.zeros(1), np.zeros(1)], [np.zeros(2)]),
        (0.0, -0.0),
    ],
)
def test_inputs_that_differ_have_other_digests(left, right):
    assert inputs_digest(Case("a", {"x": left})) != inputs_digest(
        Case("a", {"x": right})
    )


def test_a_large_recording_is_refused(pair, tmp_path):
    with pytest.raises(UsageError, match="more than 100000"):
        record(pair, np.random.default_rng(0).random(20_000))
    assert not list(tmp_path.iterdir())


def test_an_interrupted_write_leaves_the_old_recording(pair, tmp_path, monkeypatch):
    path = record(pair, np.ones(3))
    before = path.read_text()

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(module.os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        record(pair, np.zeros(3))
    assert path.read_text() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_written_is_named(pair, monkeypatch):
    def refuse(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(module.tempfile, "mkstemp", refuse)
    with pytest.raises(UsageError, match=r"json: cannot be written: Permission denied"):
        record(pair, np.ones(3))


def test_a_folder_that_is_gone_is_named(pair, tmp_path):
    shutil.rmtree(tmp_path)
    with pytest.raises(UsageError, match="cannot be written"):
        record(pair, np.ones(3))
