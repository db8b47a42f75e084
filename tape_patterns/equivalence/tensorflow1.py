"""TensorFlow 1.15.5 in a Python 3.7: find one, keep one, run TF1 sides on it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt
from platformdirs import user_cache_path

from tape_patterns.errors import UsageError

VERSION = "1.15.5"
REQUIREMENTS = (f"tensorflow=={VERSION}", "protobuf<3.21", "numpy<1.19")
WORKER = Path(__file__).with_name("tf1_worker.py")


class TensorFlow1:
    """A process that runs TF1 sides on the real TensorFlow 1.15.5.

    Use it in a ``with``. It starts at the first run.

    Args:
        python: a Python 3.7 with TensorFlow 1.15.5. Without it, one is looked
            for, and a virtual environment of it is kept in the user's cache
            folder.
    """

    def __init__(self, python: Path | None = None) -> None:
        self._python = python
        self._process: subprocess.Popen[str] | None = None
        self._versions: dict[str, str] = {}

    def __enter__(self) -> TensorFlow1:
        self._folder = tempfile.TemporaryDirectory(prefix="tape_patterns")
        self._log = open(Path(self._folder.name) / "log", "w+", encoding="utf-8")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe:
                    pipe.close()
        self._log.close()
        self._folder.cleanup()

    def versions(self) -> dict[str, str]:
        """Return the versions of TensorFlow, NumPy and Python.

        Raises:
            UsageError: no Python 3.7, or no TensorFlow 1.15.5 in it.
        """
        if self._process is None:
            self._start()
        return self._versions

    def run(
        self, module: str, inputs: Mapping[str, Any]
    ) -> dict[str, npt.NDArray[Any]]:
        """Run ``module.run(**inputs)`` and return its arrays by name.

        Raises:
            UsageError: no Python 3.7, or no TensorFlow 1.15.5 in it.
            RuntimeError: the run failed; the message is its error's.
        """
        self.versions()
        folder = Path(self._folder.name)
        request = {
            "module": module,
            "inputs": str(folder / "inputs.npz"),
            "outputs": str(folder / "outputs.npz"),
        }
        _pack(request["inputs"], inputs)
        reply = self._ask(json.dumps(request))
        if "error" in reply:
            raise RuntimeError(reply["error"])
        with np.load(request["outputs"]) as archive:
            return {name: archive[name] for name in archive.files}

    def _start(self) -> None:
        python = self._python or environment()
        # The runs are small: one thread is fast, and its sums keep their order.
        variables = {
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "TF_DETERMINISTIC_OPS": "1",
            "TF_NUM_INTRAOP_THREADS": "1",
            "TF_NUM_INTEROP_THREADS": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "TAPE_PATTERNS_PATH": json.dumps([os.getcwd()]),
        }
        try:
            self._process = subprocess.Popen(
                [str(python), str(WORKER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._log,
                text=True,
                env={**os.environ, **variables},
            )
        except OSError as error:
            raise UsageError(f"{python}: cannot be started: {error.strerror}") from None
        try:
            found = self._ask("")
        except RuntimeError as error:
            raise UsageError(
                f"{python}: is not a Python with NumPy ({error})"
            ) from None
        if found.get("tensorflow") != VERSION:
            has = found.get("tensorflow", "none")
            wanted = " ".join(f'"{requirement}"' for requirement in REQUIREMENTS)
            raise UsageError(
                f"{python}: needs TensorFlow {VERSION}, has {has};"
                f" run `{python} -m pip install {wanted}`"
            )
        self._versions = found

    def _ask(self, line: str) -> dict[str, str]:
        assert self._process
        assert self._process.stdin
        assert self._process.stdout
        if line:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            self._log.seek(0)
            said = self._log.read().strip().splitlines() or ["it said nothing"]
            raise RuntimeError(f"the process ended: {said[-1]}")
        reply: dict[str, str] = json.loads(answer)
        return reply


def environment() -> Path:
    """Return the Python of a virtual environment with TensorFlow 1.15.5.

    It is made at the first call, in the user's cache folder.

    Raises:
        UsageError: there is no Python 3.7, or the environment cannot be made.
    """
    folder = user_cache_path("tape_patterns") / f"tensorflow-{VERSION}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    ready = folder / "ready"
    if ready.exists() and python.exists():
        return python
    base = find_python37()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ready.unlink(missing_ok=True)
        _call(base, "-m", "venv", "--clear", str(folder))
        _call(python, "-m", "pip", "install", "--quiet", *REQUIREMENTS)
        ready.touch()
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror}") from None
    return python


def find_python37() -> Path:
    """Return a Python 3.7: one on the path, or one that pyenv has.

    Raises:
        UsageError: there is none.
    """
    for python in _candidates():
        code = "import sys; print(sys.version_info[:2] == (3, 7))"
        try:
            said = subprocess.run([python, "-c", code], capture_output=True, text=True)
        except OSError:
            continue
        if said.stdout.strip() == "True":
            return python
    raise UsageError(
        "no Python 3.7 found, and TensorFlow 1.15.5 needs one; install it"
        " (`pyenv install 3.7`), or name one that has TensorFlow with --python"
    )


def _candidates() -> Iterator[Path]:
    for command in ("python3.7", "python3", "python"):
        found = shutil.which(command)
        if found:
            yield Path(found)
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    inside = "python.exe" if os.name == "nt" else "bin/python"
    yield from sorted(root.glob(f"versions/3.7*/{inside}"), reverse=True)


def _call(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["no message"]
        raise UsageError(
            f"cannot make an environment with TensorFlow {VERSION}: {said[-1].strip()}"
        )


def _pack(path: str, inputs: Mapping[str, Any]) -> None:
    """Write the arguments of ``run`` to a NumPy archive."""
    arrays: dict[str, npt.NDArray[Any]] = {}

    def describe(value: Any) -> Any:
        if isinstance(value, np.ndarray | np.generic):
            arrays[f"array{len(arrays)}"] = np.asarray(value)
            return {"array": f"array{len(arrays) - 1}"}
        if isinstance(value, list | tuple):
            return [describe(item) for item in value]
        return value

    layout = {name: describe(value) for name, value in inputs.items()}
    arrays["layout"] = np.array(json.dumps(layout))
    with open(path, "wb") as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]
