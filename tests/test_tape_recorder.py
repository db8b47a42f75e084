"""The file that is copied next to a program: what it writes, and where it runs."""

import ast
import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT, missing
from platformdirs import user_cache_path
from processes import LONG

from tape_patterns.recorder.reading import Recording
from tape_patterns.recorder.tape_recorder import FIRST_STEPS, Recorder, sample_places

FILE = ROOT / "tape_patterns" / "recorder" / "tape_recorder.py"
# Runs on Python 2.7 too.
BY_HAND = """
import sys
sys.path.insert(0, sys.argv[2])
sys.dont_write_bytecode = True
import numpy as np
from tape_recorder import Recorder

recorder = Recorder(sys.argv[1], whole=10, samples=4)
recorder.first(weights={"w": np.zeros(3, "f")}, inputs={u"x": np.arange(20.0)})
for step in range(3):
    weights = {"w": np.full(3, step, "f")}
    recorder.step(loss=0.5 * step, weights=weights, gradients=[np.ones(2), None])
recorder.close()
"""


def test_it_imports_numpy_and_the_standard_library_only():
    tree = ast.parse(FILE.read_text(encoding="utf-8"))
    nodes = [node for node in tree.body if isinstance(node, ast.Import)]
    names = {alias.name for node in nodes for alias in node.names}
    froms = {node.module for node in tree.body if isinstance(node, ast.ImportFrom)}
    assert names | froms <= {*sys.stdlib_module_names, "numpy"}


def test_the_command_prints_it(command):
    assert command("recorder").stdout == FILE.read_text(encoding="utf-8")


def pythons():
    """Return the Pythons that pyenv has, by version."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    return {path.parts[-3]: path for path in sorted(root.glob("versions/*/bin/python"))}


@pytest.fixture(scope="session")
def numpy_of_python_2():
    """A Python 2.7, and the folder with its NumPy: kept, like TensorFlow 1.15.5."""
    python = next((p for v, p in pythons().items() if v.startswith("2.7")), None)
    if python is None:
        missing("Python 2.7")
    folder = user_cache_path("tape_patterns") / "numpy-python2.7"
    if not folder.exists():
        partial = tempfile.mkdtemp()
        pip = [python, "-m", "pip", "install", "-q", "--target", partial]
        done = subprocess.run([*pip, "numpy<1.17"], capture_output=True, timeout=LONG)
        if done.returncode:
            missing("NumPy for Python 2.7")
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(partial, folder)
    return python, folder


def test_each_python_that_is_here_compiles_it():
    code = "import sys; compile(open(sys.argv[1]).read(), sys.argv[1], 'exec')"
    for python in [sys.executable, *pythons().values()]:
        subprocess.run([python, "-c", code, FILE], check=True, timeout=LONG)


def test_a_recording_of_python_2_is_read(numpy_of_python_2, tmp_path):
    python, numpy = numpy_of_python_2
    script = tmp_path / "program.py"
    script.write_text(BY_HAND)
    file = tmp_path / "old.npz"
    environment = {**os.environ, "PYTHONPATH": str(numpy)}
    arguments = [python, script, file, FILE.parent]
    subprocess.run(arguments, check=True, env=environment, timeout=LONG)
    check_by_hand(file, "2.7")


def test_a_recording_by_hand_is_read(tmp_path):
    script = tmp_path / "program.py"
    script.write_text(BY_HAND)
    file = tmp_path / "old.npz"
    subprocess.run([sys.executable, script, file, FILE.parent], check=True)
    check_by_hand(file, "3.")


def check_by_hand(file, version):
    recording = Recording(file)
    assert recording.complete
    assert recording.made_by["python"].startswith(version)
    assert recording.steps == [0, 1, 2, 3]
    assert recording.shapes == {
        "weights/w": (3,),
        "inputs/x": (20,),
        "loss": (),
        "gradients/0": (2,),
    }
    x = recording.first["inputs/x"]
    assert x.values.tolist() == [0, 6, 12, 19]
    assert (x.digest.low, x.digest.high, x.digest.magnitudes) == (0, 19, 190)
    third = recording.values(3)
    assert third["weights/w"].values.tolist() == [2, 2, 2]
    assert third["weights/w"].values.dtype == np.float32
    assert third["loss"].array.shape == ()


def test_numpy_opens_it(tmp_path):
    with Recorder(tmp_path / "old.npz") as recorder:
        recorder.step(loss=1.5)
    with np.load(tmp_path / "old.npz") as archive:
        assert archive["step/1/0"].tobytes() == np.float64(1.5).tobytes()


def test_a_long_run_is_thinned(tmp_path):
    with Recorder(tmp_path / "old.npz", every=20) as recorder:
        for step in range(50):
            recorder.step(loss=step)
    first = list(range(1, FIRST_STEPS + 1))
    assert Recording(tmp_path / "old.npz").steps == [*first, 20, 40]


def test_what_was_added_is_part_of_the_next_step(tmp_path):
    with Recorder(tmp_path / "old.npz") as recorder:
        recorder.add(inputs={"x": 1.0})
        recorder.step(loss=2.0)
        recorder.step(loss=3.0)
    recording = Recording(tmp_path / "old.npz")
    assert set(recording.values(1)) == {"inputs/x", "loss"}
    assert set(recording.values(2)) == {"loss"}


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", "i1", "i8", "u4", "?", ">f4"])
def test_each_dtype_comes_back(dtype, tmp_path):
    values = np.array([0, 1, 3]).astype(dtype)
    with Recorder(tmp_path / "old.npz") as recorder:
        recorder.step(x=values)
    found = Recording(tmp_path / "old.npz").values(1)["x"]
    assert found.values.tolist() == values.tolist()
    assert found.values.dtype == values.dtype.newbyteorder("<")


@pytest.mark.parametrize("value", ["text", object(), 1j, {"x": "y"}])
def test_what_is_no_number_is_refused(value, tmp_path):
    recorder = Recorder(tmp_path / "old.npz")
    with pytest.raises(TypeError, match="no array of real numbers"):
        recorder.step(loss=value)


def test_arguments_are_checked_and_a_closed_one_takes_no_step(tmp_path):
    with pytest.raises(ValueError, match="every is not positive: 0"):
        Recorder(tmp_path / "old.npz", every=0)
    recorder = Recorder(tmp_path / "old.npz")
    recorder.step(loss=1)
    recorder.close()
    recorder.close()
    with pytest.raises(ValueError, match="is closed"):
        recorder.step(loss=1)
    with pytest.raises(TypeError, match="StringIO is no optimizer"):
        Recorder(tmp_path / "other.npz").watch(io.StringIO())


@pytest.mark.parametrize("end", ["os._exit(1)", "1 / 0", "os.kill(os.getpid(), 9)"])
def test_a_program_that_ends_leaves_its_steps(end, tmp_path):
    body = BY_HAND.replace("recorder.close()", f"import os\n{end}")
    script = tmp_path / "program.py"
    script.write_text(body)
    file = tmp_path / "old.npz"
    done = subprocess.run([sys.executable, script, file, FILE.parent], check=False)
    assert done.returncode
    recording = Recording(file)
    assert recording.steps == [0, 1, 2, 3]
    assert not recording.complete


def test_a_program_that_forgets_to_close_ends_quietly(tmp_path):
    script = tmp_path / "program.py"
    script.write_text(BY_HAND.replace("recorder.close()", ""))
    file = tmp_path / "old.npz"
    done = subprocess.run(
        [sys.executable, script, file, FILE.parent], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert Recording(file).steps == [0, 1, 2, 3]


def test_an_error_in_a_with_leaves_the_steps_and_is_no_longer_watched(tmp_path):
    class Optimizer:
        built = True

        def apply(self):
            pass

        def build(self):
            pass

    optimizer = Optimizer()
    before = optimizer.apply

    def train():
        with Recorder(tmp_path / "x.npz") as recorder:
            recorder.watch(optimizer)
            assert optimizer.apply != before
            recorder.step(loss=1.0)
            recorder.step(loss=1 / 0)

    with pytest.raises(ZeroDivisionError):
        train()
    assert optimizer.apply == before
    recording = Recording(tmp_path / "x.npz")
    assert (recording.steps, recording.complete) == ([1], False)


def test_wherever_it_is_cut_only_the_last_step_is_lost(tmp_path):
    file = tmp_path / "old.npz"
    sizes = []
    recorder = Recorder(file)
    for step in range(4):
        recorder.step(loss=step)
        sizes.append(file.stat().st_size)
    content = file.read_bytes()
    for size in range(sizes[1], sizes[3] + 1):
        file.write_bytes(content[:size])
        whole = sum(end <= size for end in sizes)
        assert Recording(file).steps == list(range(1, whole + 1))


def test_samples_reach_from_end_to_end():
    assert sample_places(5, 10).tolist() == [0, 1, 2, 3, 4]
    assert sample_places(101, 3).tolist() == [0, 50, 100]
    assert sample_places(1, 1).tolist() == [0]
    assert sample_places(1 << 40, 2).tolist() == [0, (1 << 40) - 1]
