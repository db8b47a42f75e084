"""Recordings: every number comes back, and a bad file is named."""

import json
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
from tape_patterns.equivalence.recording import (
    FILE_NAME,
    LARGEST_FILE,
    inputs_digest,
    recorded_part,
)
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


@pytest.mark.parametrize("name", pairs.module_names())
def test_a_recording_of_the_catalogue_is_written_again_as_it_is(
    name, tmp_path, monkeypatch
):
    pair = pairs.load(name)
    before = (pair.folder / FILE_NAME).read_bytes()
    recording = read_recording(pair)
    monkeypatch.setattr(Pair, "folder", tmp_path)
    assert write_recording(pair, recording).read_bytes() == before


def refused(pair, says):
    """Check that reading names the file, says what is wrong, and what to do."""
    with pytest.raises(UsageError) as caught:
        read_recording(pair)
    path = pair.folder / FILE_NAME
    assert str(caught.value).startswith(f"{path}: {says}")
    assert str(caught.value).endswith("; make it with `tape-patterns record minimize`")
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        "null",
        '{"made_by": {}, "cases": {"post": []}}',
        '{"made_by": {"tensorflow": "1.15.5"}, "cases": [1]}',
        '{"made_by": [], "cases": {}}',
        "\x00",
        "[" * LARGEST_FILE,
        "[" * 40_000 + "]" * 40_000,
        '{"":' * 20_000,
        "9" * 50_000,
    ],
    ids=lambda text: f"{text[:10]!r} of {len(text)}",
)
def test_a_corrupt_recording_is_named(pair, tmp_path, text):
    (tmp_path / FILE_NAME).write_text(text)
    refused(pair, "not a recording; make it with")


def test_a_recording_too_large_is_not_read(pair, tmp_path):
    (tmp_path / FILE_NAME).write_text("[" * 100_000 + "]" * 100_000)
    refused(pair, "not a recording: more than 100000 bytes")
    (tmp_path / FILE_NAME).unlink()
    (tmp_path / FILE_NAME).symlink_to("/dev/zero")
    refused(pair, "not a recording: more than 100000 bytes")


def test_a_recording_that_is_a_folder(pair, tmp_path):
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(UsageError, match=r"json: cannot be read: Is a directory"):
        read_recording(pair)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"1.15.5"', '"1.15.4"', "not made by TensorFlow 1.15.5"),
        ('"1.15.5"', '"2.16.1"', "not made by TensorFlow 1.15.5"),
        ('{"tensorflow": "1.15.5"}', "{}", "not made by TensorFlow 1.15.5"),
        ('"1.15.5"', "1.15", "not a recording"),
        ('"1.15.5"', "null", "not a recording"),
        ('"1.15.5"', '"1.15.5", "numpy": 1', "not a recording"),
        ('"1.15.5"', '"1.15.5", "numpy": "\\ud800"', "not a recording"),
        ('{"tensorflow": "1.15.5"}', '["1.15.5"]', "not a recording"),
        # A reader of JSON takes the last of two; which one was meant?
        ('"1.15.5"', '"2.16.1", "tensorflow": "1.15.5"', "not a recording"),
        ('"post": {', '"post": {}, "post": {', "not a recording"),
        ('"made_by"', '"by": 1, "made_by"', "not a recording"),
        ('"inputs"', '"in": 1, "inputs"', "not a recording"),
        ('"inputs"', '"in"', "not a recording"),
        ('"post"', '"pre"', "has other cases than the pair"),
        ('"cases": {', '"cases": {"more": {"inputs": 1, "outputs": 1},', "has other"),
    ],
)
def test_a_recording_changed_by_hand_is_refused(pair, old, new, says):
    path = record(pair, np.ones(3))
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    refused(pair, says)


def test_a_recording_that_lacks_a_case_is_refused(pair):
    path = record(pair, np.ones(3))
    content = json.loads(path.read_text())
    del content["cases"]["post"]
    path.write_text(json.dumps(content))
    refused(pair, "has other cases than the pair")


def array(dtype, shape, values):
    return f'{{"dtype": "{dtype}", "shape": {shape}, "values": {values}}}'


@pytest.mark.parametrize(
    "encoded",
    [
        array("float32", [1], "[NaN]"),
        array("float32", [1], "[Infinity]"),
        array("float32", [1], "[-Infinity]"),
        array("float32", [1], "[1e999]"),
        array("float32", [1], "[1e300]"),
        array("float32", [1], "[null]"),
        array("float32", [1], '["1.5"]'),
        array("float32", [1], '["NaN"]'),
        array("float32", [1], '["one"]'),
        array("float32", [1], "[true]"),
        array("float32", [1], "[1]"),
        array("float32", [1], "[0.10000000001]"),
        array("float32", [1], "[[1.0]]"),
        array("float32", [1], "[{}]"),
        array("float32", [2], "[[1.0], 2.0]"),
        array("float32", [1], f"[{'[' * 900}1.0{']' * 900}]"),
        array("float32", [1], "1.0"),
        array("float32", [1], "null"),
        array("float64", [1], f"[1{'0' * 400}]"),
        array("int32", [1], "[1.0]"),
        array("int32", [1], "[1.5]"),
        array("int32", [1], "[true]"),
        array("int32", [1], '["nan"]'),
        array("int32", [1], "[2147483648]"),
        array("int64", [1], "[9223372036854775808]"),
        array("uint8", [1], "[-1]"),
        array("bool", [1], "[1]"),
        array("bool", [1], "[2]"),
        array("bool", [1], "[1.0]"),
        array("f4", [1], "[1.0]"),
        array("complex64", [1], "[1.0]"),
        array("object", [1], "[1.0]"),
        array("none", [1], "[1.0]"),
        array("str", [1], '["a"]'),
        array("float32", [2], "[1.0]"),
        array("float32", [], "[1.0, 2.0]"),
        array("float32", [-1], "[1.0]"),
        array("float32", "[1.0]", "[1.0]"),
        array("float32", "[1e18]", "[1.0]"),
        array("float32", [10**18], "[1.0]"),
        array("float32", [10**30], "[1.0]"),
        array("float32", [10**9, 10**9, 10**9], "[1.0]"),
        array("float32", [0, 10**30], "[]"),
        array("float32", [1] * 100, "[1.0]"),
        array("float32", "[true]", "[1.0]"),
        array("float32", 1, "[1.0]"),
        array("float32", "null", "[1.0]"),
        array("float32", "{}", "[1.0]"),
        '{"dtype": ["float32"], "shape": [1], "values": [1.0]}',
        '{"dtype": "float32", "shape": [1]}',
        '{"dtype": "float32", "shape": [1], "values": [1.0], "more": 1}',
        '{"dtype": "float32", "shape": [1], "shape": [1], "values": [1.0]}',
        "[1.0]",
        "null",
        '"text"',
    ],
    ids=lambda text: text[:60],
)
@pytest.mark.filterwarnings("error")
def test_an_array_that_was_never_written_is_refused(pair, encoded):
    path = record(pair, np.float32([1]))
    text = path.read_text()
    good = array("float32", [1], "[1.0]")
    assert good in text
    path.write_text(text.replace(good, encoded, 1))
    refused(pair, "not a recording")


def test_an_array_is_named(pair):
    path = record(pair, np.float32([1]))
    path.write_text(path.read_text().replace("[1.0]", "[null]", 1))
    refused(pair, "not a recording: 'x' of post")


def test_outputs_that_no_terminal_can_show_are_refused(pair):
    path = record(pair, np.float32([1]))
    path.write_text(path.read_text().replace('"x"', '"\\u001b[2J"', 1))
    refused(pair, "not a recording: the outputs of post")


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
