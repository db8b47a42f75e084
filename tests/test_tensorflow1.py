"""TensorFlow 1.15.5 itself: found, kept, run, and named when it is not there."""

import errno
import os
import signal
import subprocess
import sys
import tempfile

import numpy as np
import pytest
from conftest import PAIRS, ROOT
from processes import is_running, wait_until, written

from tape_patterns.equivalence import TensorFlow1, UsageError, verify

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


def test_variables_are_those_of_tensorflow_1(python37, tmp_path, monkeypatch):
    (tmp_path / "variables.py").write_text(
        "import tensorflow as tf\n"
        "def run():\n"
        "    return {'kind': type(tf.Variable(1.0)).__name__}\n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TF2_BEHAVIOR", "1")  # as TensorFlow 2 leaves it
    with TensorFlow1() as running:
        assert running.run("variables", {})["kind"] == "RefVariable"


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


def test_outputs_may_have_any_name(fake_python, tmp_path, monkeypatch):
    (tmp_path / "side.py").write_text(
        "def run(names):\n"
        "    return {name: number for number, name in enumerate(names)}\n"
    )
    monkeypatch.chdir(tmp_path)
    names = ["file", "arr_0", "layout", "a/b", "", "\u00e4 \n"]
    with TensorFlow1(fake_python) as running:
        assert running.run("side", {"names": names}) == {
            name: number for number, name in enumerate(names)
        }


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("return {'loss': None}", "^TypeError: the output 'loss' is no array of num"),
        ("raise SystemExit(3)", "^SystemExit: 3$"),
        ("raise KeyboardInterrupt", "^KeyboardInterrupt: $"),
        ("raise ValueError('y' * 10**7)", "^ValueError: yyy"),
        ("return {'read': len(input())}", "^EOFError: "),
    ],
)
def test_what_a_side_does_wrong_does_not_end_the_process(
    body, says, fake_python, tmp_path, monkeypatch
):
    (tmp_path / "side.py").write_text(f"def run():\n    {body}")
    (tmp_path / "right.py").write_text("def run():\n    return {'is': 1}")
    monkeypatch.chdir(tmp_path)
    with TensorFlow1(fake_python) as running:
        running.versions()
        worker = running._worker
        with pytest.raises(RuntimeError, match=says):
            running.run("side", {})
        assert running.run("right", {}) == {"is": 1}
        assert running._worker is worker


SIDE_THAT_ENDS = """
import os, signal, time
def run(how):
    if how:
        print("ends by", how, flush=True)
        exec(how)
    return {"process": os.getpid()}
"""


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("os._exit(3)", r"ended with exit code 3: ends by os\._exit\(3\)$"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "was ended by signal 11"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "was killed"),
    ],
)
def test_a_run_that_ends_the_process_is_told_and_the_next_starts_another(
    how, says, fake_python, tmp_path, monkeypatch
):
    (tmp_path / "side.py").write_text(SIDE_THAT_ENDS)
    monkeypatch.chdir(tmp_path)
    with TensorFlow1(fake_python) as running:
        before = running.run("side", {"how": ""})["process"]
        assert running.run("side", {"how": ""})["process"] == before
        about = r"^side: the process with TensorFlow 1\.15\.5 "
        with pytest.raises(RuntimeError, match=about + says):
            running.run("side", {"how": how})
        assert running.run("side", {"how": ""})["process"] != before


def test_a_run_that_takes_too_long_is_told(fake_python, tmp_path, monkeypatch):
    (tmp_path / "side.py").write_text(SIDE_THAT_ENDS)
    monkeypatch.chdir(tmp_path)
    with (
        TensorFlow1(fake_python, answer=0.2) as running,
        pytest.raises(RuntimeError, match=r"^side: .* gave no answer in 0\.2 seconds"),
    ):
        running.run("side", {"how": "time.sleep(9999)"})


def test_a_process_that_ended_between_two_runs_is_replaced(
    fake_python, tmp_path, monkeypatch
):
    (tmp_path / "side.py").write_text(SIDE_THAT_ENDS)
    monkeypatch.chdir(tmp_path)
    with TensorFlow1(fake_python) as running:
        before = int(running.run("side", {"how": ""})["process"])
        os.kill(before, signal.SIGKILL)
        wait_until(lambda: not running._worker.can_be_asked())
        assert running.run("side", {"how": ""})["process"] != before


def test_the_process_ends_with_ours(fake_python, tmp_path):
    """Even in the middle of a run, and when ours is killed."""
    (tmp_path / "side.py").write_text(
        "import os, time\n"
        "def run():\n"
        "    print(os.getpid(), file=open('process', 'w'))\n"
        "    time.sleep(9999)\n"
    )
    code = (
        "import sys; from tape_patterns.equivalence import TensorFlow1\n"
        "with TensorFlow1(sys.argv[1]) as running: running.run('side', {})"
    )
    ours = subprocess.Popen(
        [sys.executable, "-c", code, fake_python],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
    )
    process = int(written(tmp_path / "process"))
    assert is_running(process)
    ours.kill()
    ours.wait()
    wait_until(lambda: not is_running(process))


def test_no_space_is_told(fake_python, tmp_path, monkeypatch):
    def fail(*arguments, **options):
        raise OSError(errno.ENOSPC, "No space left on device")

    with TensorFlow1(fake_python) as running:
        monkeypatch.setattr(np, "savez", fail)
        with pytest.raises(UsageError, match=r"be written: No space left .* TMPDIR"):
            running.run("side", {})
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with (
        pytest.raises(UsageError, match=r"cannot be written: No such .* set TMPDIR"),
        TensorFlow1(fake_python),
    ):
        pass


def test_the_process_ends_with_the_with(python37):
    with TensorFlow1() as running:
        running.versions()
        process = running._worker._process
    assert isinstance(process, subprocess.Popen)
    assert process.poll() is not None
