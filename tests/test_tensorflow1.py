"""TensorFlow 1.15.5 itself: found, kept, run, and named when it is not there."""

import subprocess
import sys

import numpy as np
import pytest
from conftest import PAIRS

from tape_patterns.equivalence import TensorFlow1, UsageError, verify
from tape_patterns.equivalence import tf1_environment as module

SAMPLES = 5


@pytest.fixture(scope="module")
def tensorflow1(python37):
    """A process with TensorFlow 1.15.5, for all tests."""
    with TensorFlow1() as running:
        yield running


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_live_runs_agree(pair, tensorflow1):
    results = list(verify(pair, samples=SAMPLES, tensorflow1=tensorflow1))
    assert [result for result in results if result.fails] == []
    live = [
        result for result in results if "tf1.15 live" in (result.run, result.against)
    ]
    assert len(live) >= len(pair.cases) + SAMPLES


def test_versions(tensorflow1):
    found = tensorflow1.versions()
    assert found["tensorflow"] == "1.15.5"
    assert found["python"].startswith("3.7.")


def test_all_kinds_of_inputs_arrive(tensorflow1, tmp_path, monkeypatch):
    (tmp_path / "kinds.py").write_text(
        "import numpy as np\n"
        "def run(array, scalar, number, whole, text, none, nested):\n"
        "    print('noise on standard output')\n"
        "    assert scalar.dtype == np.float32 and scalar.shape == ()\n"
        "    assert type(number) is float and type(whole) is int\n"
        "    assert text == 'a' and none is None\n"
        "    assert [w.shape for w in nested[1]] == [(2,), (3,)]\n"
        "    return {'array': array, 'bits': np.float32(0.1), 'list': [True]}\n"
    )
    monkeypatch.chdir(tmp_path)
    inputs = {
        "array": np.array([[np.nan, -0.0], [np.inf, 1e-45]], np.float32),
        "scalar": np.float32(3),
        "number": 0.1,
        "whole": 3,
        "text": "a",
        "none": None,
        "nested": [1, (np.zeros(2), np.zeros(3))],
    }
    with TensorFlow1() as running:
        outputs = running.run("kinds", inputs)
    assert outputs["array"].tobytes() == inputs["array"].tobytes()
    assert outputs["bits"].dtype == np.float32
    assert outputs["list"].tolist() == [True]


def test_an_error_in_a_side_is_told_and_the_process_goes_on(tensorflow1):
    with pytest.raises(
        RuntimeError, match="ModuleNotFoundError: No module named 'none'"
    ):
        tensorflow1.run("none", {})
    assert tensorflow1.run(PAIRS[0].module + ".tf1", PAIRS[0].cases[0].inputs)


def test_a_python_without_tensorflow_1_is_named():
    with (
        TensorFlow1(sys.executable) as running,
        pytest.raises(
            UsageError,
            match=r"needs TensorFlow 1\.15\.5, and this Python .* has .*pip install",
        ),
    ):
        running.versions()


def test_no_python_is_named(tmp_path):
    with (
        TensorFlow1(tmp_path / "python") as running,
        pytest.raises(UsageError, match="cannot be started: No such file"),
    ):
        running.versions()


def test_a_program_that_is_no_python_is_named():
    with (
        TensorFlow1("/bin/false") as running,
        pytest.raises(
            UsageError,
            match="/bin/false: ended with exit code 1; --python",
        ),
    ):
        running.versions()


def test_no_python37_is_told(monkeypatch):
    monkeypatch.setattr(module, "_candidates", lambda: iter(()))
    with pytest.raises(UsageError, match=r"no Python 3\.7 found.*install it"):
        module.find_python37()


def test_a_cache_that_cannot_be_written_is_named(monkeypatch, tmp_path, python37):
    (tmp_path / "file").touch()
    monkeypatch.setattr(module, "user_cache_path", lambda _: tmp_path / "file")
    with pytest.raises(UsageError, match=r"tensorflow-1\.15\.5: cannot be made"):
        module.environment()


def test_an_environment_that_fails_is_told_and_not_kept(
    monkeypatch, tmp_path, python37
):
    def fail(*command):
        raise UsageError("cannot make an environment with TensorFlow 1.15.5: why")

    monkeypatch.setattr(module, "user_cache_path", lambda _: tmp_path)
    monkeypatch.setattr(module, "_call", fail)
    with pytest.raises(UsageError, match="why"):
        module.environment()
    assert not list(tmp_path.glob("*/ready"))


def test_what_a_failed_command_said_is_told(tmp_path):
    with pytest.raises(UsageError, match="No module named none"):
        module._call(tmp_path, sys.executable, "-m", "none")


def test_the_process_ends_with_the_with(python37):
    with TensorFlow1() as running:
        running.versions()
        process = running._worker._process
    assert isinstance(process, subprocess.Popen)
    assert process.poll() is not None
