"""The command ``compare``: what it prints, takes, refuses and draws."""

import json
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import numpy as np
import pytest
from ported_programs import MISTAKES, RIGHT, Program

from tape_patterns import cli
from tape_patterns.errors import UsageError
from tape_patterns.recorder import comparing, plot
from tape_patterns.recorder.reading import Recording
from tape_patterns.recorder.tape_recorder import Recorder

SINGLE, DOUBLE = np.dtype("float32"), np.dtype("float64")


@pytest.fixture(scope="module")
def recordings(tmp_path_factory):
    """Return the four recordings of a port, made once."""
    folder = tmp_path_factory.mktemp("recordings")

    def record(name):
        (port,) = (port for port in MISTAKES + RIGHT if port.name == name)
        paths = []
        for dtype in (SINGLE, DOUBLE):
            for side in ("old", "new"):
                path = folder / f"{name}_{side}_{dtype}.npz"
                if not path.exists():
                    getattr(port, side).run(path, dtype)
                paths.append(path)
        return paths

    return record


@pytest.fixture
def compare(capsys):
    """Run the command in this process; return exit code, output and errors."""

    def run(*arguments):
        with pytest.raises(SystemExit) as end:
            cli.main(["compare", *map(str, arguments)])
        captured = capsys.readouterr()
        return end.value.code or 0, captured.out, captured.err

    return run


def test_rounding_ends_with_0_and_a_mistake_with_1(recordings, compare):
    code, out, _ = compare(*recordings("l2"))
    assert code == 0
    assert out.startswith("Verdict: rounding.\n")
    code, out, _ = compare(*recordings("mean_for_sum"))
    assert code == 1
    assert out.startswith("Verdict: a difference of meaning.\n")
    assert "  step 1, gradients/w1[" in out
    assert "16 is the batch size: the new side takes a mean where" in out
    assert "  Read: tape-patterns show summed_gradient\n" in out


def test_without_float64_it_says_what_would_tell(recordings, compare):
    code, out, _ = compare(*recordings("l2")[:2])
    assert code == 1
    assert out.startswith("Verdict: can't tell.\n")
    assert "OLD64 NEW64" in out


def test_a_recording_is_identical_to_itself(recordings, compare):
    old = recordings("l2")[0]
    code, out, _ = compare(old, old)
    assert code == 0
    assert out.startswith("Verdict: identical.\n")


def test_json_is_what_the_page_says(recordings, compare):
    code, out, err = compare(*recordings("epsilon"), "--format", "json")
    assert (code, err) == (1, "")
    found = json.loads(out)
    page = (
        cli.Path(__file__).parent.parent / "docs" / "check_your_port.md"
    ).read_text()
    keys = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", page, re.M)
    assert set(found) == {key for row in keys for key in re.findall(r"\w+", row)}
    assert found["verdict"] == "meaning"
    (cause,) = found["causes"]
    assert cause["pair"] == "adam"
    place = found["beyond_rounding"]
    assert (place["step"], place["name"]) == (1, "weights/w1")
    assert place["old"] != place["new"]
    assert [step for step, _ in found["growth"]] == [0, 1, 2, 5, 10, 12]


def test_the_second_run_of_the_old_side(recordings, compare, tmp_path):
    old, new = recordings("race")[:2]
    (port,) = (port for port in MISTAKES if port.name == "race")
    replace(port.old, races=2).run(tmp_path / "again.npz", SINGLE)
    code, out, _ = compare(old, new, "--again", tmp_path / "again.npz")
    assert code == 1
    assert "tf.enable_resource_variables()" in out
    assert "Read: tape-patterns show graph_arguments" in out


def record(path, names, every=1):
    with Recorder(path, every=every) as recorder:
        draw = np.random.RandomState(0)
        for _ in range(3):
            values = [draw.uniform(size=(2, n)) for n in range(2, 2 + len(names))]
            recorder.step(weights=dict(zip(names, values, strict=True)))
    return path


@pytest.mark.parametrize(
    ("old", "new", "options"),
    [
        (["dense/kernel"], ["model/dense/kernel"], []),
        (["a/w", "b/w"], ["x/p", "y/q"], []),
        (["a/w", "b/w"], ["a/k", "b/k"], ["--map", "*/w=*/k"]),
        (["net/a/w", "c"], ["a/w", "d"], ["--map", "net/*=*", "--map", "c=d"]),
        (["c"], ["d"], ["--map", "weights/c=weights/d"]),
    ],
    ids=["last_parts", "order", "pattern", "two_maps", "whole_names"],
)
def test_names_are_matched(old, new, options, compare, tmp_path):
    paths = [record(tmp_path / "old.npz", old), record(tmp_path / "new.npz", new)]
    code, out, err = compare(*paths, *options, "--format", "json")
    assert err == ""
    assert code == 0
    matched = json.loads(out)["names"]["matched"]
    assert matched == {
        f"weights/{a}": f"weights/{b}" for a, b in zip(old, new, strict=True)
    }


def test_what_only_one_side_has_is_named(compare, tmp_path):
    paths = [
        record(tmp_path / "old.npz", ["a", "b"]),
        record(tmp_path / "new.npz", ["a"]),
    ]
    _, out, _ = compare(*paths)
    assert f"Only in {paths[0]}: weights/b\n" in out


def test_other_shapes_are_a_difference_of_meaning(compare, tmp_path):
    for name, shape in (("old", (3, 1)), ("new", (3,))):
        with Recorder(tmp_path / f"{name}.npz") as recorder:
            recorder.step(loss=np.zeros(shape))
    code, out, _ = compare(tmp_path / "old.npz", tmp_path / "new.npz")
    assert code == 1
    assert "shape (3, 1) against (3,)" in out
    assert "No known cause." in out


def test_other_dtypes_are_named(compare, tmp_path):
    for name, dtype in (("old", SINGLE), ("new", DOUBLE)):
        with Recorder(tmp_path / f"{name}.npz") as recorder:
            recorder.step(loss=dtype.type(0.1))
    code, out, _ = compare(tmp_path / "old.npz", tmp_path / "new.npz")
    assert code == 1
    assert "Of another dtype: loss (float32, float64)\n" in out


def test_a_nan_on_one_side_is_a_difference_and_on_both_is_none(compare, tmp_path):
    for name, value in (("old", 1.0), ("new", np.nan), ("same", np.nan)):
        with Recorder(tmp_path / f"{name}.npz") as recorder:
            recorder.step(loss=np.float32(value))
    code, out, _ = compare(tmp_path / "old.npz", tmp_path / "new.npz")
    assert code == 1
    assert "new nan" in out
    assert compare(tmp_path / "same.npz", tmp_path / "new.npz")[0] == 0


def test_a_difference_outside_the_samples_is_seen(compare, tmp_path):
    values = np.arange(1000.0)
    for name in ("old", "new"):
        with Recorder(tmp_path / f"{name}.npz", whole=10, samples=3) as recorder:
            recorder.step(x=values)
        values = values.copy()
        values[7] += 1
    code, out, _ = compare(tmp_path / "old.npz", tmp_path / "new.npz")
    assert code == 1
    assert "outside the samples that were kept" in out


BAD = {
    "one": (["OLD"], "takes two recordings, OLD NEW, or four"),
    "three": (["OLD", "OLD", "OLD"], "these are 3"),
    "none": (["OLD", "none.npz"], "none.npz: cannot be read: No such file"),
    "no_rule": (["OLD", "OLD", "--map", "w"], "write OLD=NEW"),
    "more_stars": (["OLD", "OLD", "--map", "w=*"], "no more * in NEW than in OLD"),
    "no_hit": (["OLD", "OLD", "--map", "v=y"], "leads from no name of"),
    "other_ending": (["OLD", "OLD", "--plot", "x.png"], "writes .svg or .html"),
    "no_folder": (["OLD", "OLD", "--plot", "none/x.svg"], "there is no folder none"),
    "float32_twice": (["OLD", "OLD", "OLD", "OLD"], "holds no float64"),
    "other_names": (["OLD", "OTHER"], "say which is which with --map"),
    "other_order": (["ONE", "TWO"], "optimizers in the same order"),
    "other_steps": (["OLD", "LATER"], "has no step that"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_use_is_one_line(name, compare, recordings, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Recorder("other.npz") as recorder:
        recorder.step(a=1.0)
    for file, order in (("one.npz", "ab"), ("two.npz", "ba")):
        with Recorder(file) as recorder:
            for owner in order:
                recorder.step(**{owner: {"weights": {"w": 1.0}}})
    with Recorder("later.npz", every=50) as recorder:
        recorder.steps = 49
        recorder.step(loss=1.0)
    paths = {
        "OLD": recordings("l2")[0],
        "OTHER": "other.npz",
        "LATER": "later.npz",
        "ONE": "one.npz",
        "TWO": "two.npz",
    }
    arguments, says = BAD[name]
    code, out, err = compare(*(paths.get(a, a) for a in arguments))
    assert (code, out) == (2, "")
    assert says in err
    assert len(err.splitlines()) == 1
    assert not list(tmp_path.glob("*.svg"))


def test_an_unclosed_recording_is_compared_and_said_so(compare, tmp_path):
    paths = [tmp_path / "old.npz", tmp_path / "new.npz"]
    for path in paths:
        Program(steps=3).run(path, SINGLE)
    paths[1].write_bytes(paths[1].read_bytes()[:-700])
    assert not Recording(paths[1]).complete
    code, out, _ = compare(*paths)
    assert code == 0
    assert f"{paths[1]} was not closed" in out


def test_it_needs_no_tensorflow(command, recordings):
    code = (
        "import sys; from tape_patterns import cli\n"
        "try: cli.main(sys.argv[1:])\n"
        "finally: assert 'tensorflow' not in sys.modules"
    )
    import subprocess
    import sys

    for arguments in (["recorder"], ["compare", *recordings("l2")]):
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("ending", ["svg", "html"])
def test_the_picture_has_each_array_and_what_rounding_gives(
    ending, compare, recordings, tmp_path
):
    path = tmp_path / f"growth.{ending}"
    code, _, _ = compare(*recordings("relu_and_adam"), "--plot", path)
    assert code == 0
    text = path.read_text()
    drawn = text[text.index("<svg") : text.index("</svg>") + len("</svg>")]
    ElementTree.fromstring(drawn)
    for label in ("weights/b1", "float64 pair", "one unit: eps", "Verdict: rounding"):
        assert label in text
    assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]*"|"http[^"]*"', "", drawn)


def test_the_same_recordings_give_the_same_picture(recordings):
    found = comparing.compare(recordings("l2"))
    assert plot.svg(found) == plot.svg(found)


def test_a_picture_that_cannot_be_written_leaves_nothing(recordings, tmp_path):
    found = comparing.compare(recordings("l2")[:2])
    target = tmp_path / "x.svg"
    target.mkdir()
    with pytest.raises(UsageError, match="cannot be written"):
        plot.write(target, found)
    assert list(tmp_path.iterdir()) == [target]
