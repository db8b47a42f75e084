"""Run TF1 sides on TensorFlow 1.15.5, in a Python 3.7."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt

from tape_patterns.equivalence.tf1_environment import (
    REQUIREMENTS,
    VERSION,
    environment,
)
from tape_patterns.errors import UsageError
from tape_patterns.worker import Worker, WorkerError

FILE = Path(__file__).with_name("tf1_worker.py")


class TensorFlow1:
    """A process that runs TF1 sides on the real TensorFlow 1.15.5.

    Use it in a ``with``. It starts at the first run, and again at the next run
    after one that it did not survive.

    Args:
        python: a Python 3.7 with TensorFlow 1.15.5. Without it, one is looked
            for, and a virtual environment of it is kept in the user's cache
            folder.
        start_up: how many seconds the process may take to start.
        answer: how many seconds a run may take.

    Attributes:
        python: as given.
        folder: where it writes, while it is in use.
    """

    def __init__(
        self,
        python: Path | None = None,
        *,
        start_up: float = 600.0,
        answer: float = 1800.0,
    ) -> None:
        self.python = python
        self._start_up = start_up
        self._answer = answer
        self._worker: Worker | None = None
        self._versions: dict[str, str] = {}

    def __enter__(self) -> TensorFlow1:
        try:
            # A process that another one started may still write when it is removed.
            self._temporary = tempfile.TemporaryDirectory(
                prefix="tape_patterns", ignore_cleanup_errors=True
            )
            self.folder = Path(self._temporary.name)
        except OSError as error:
            raise UsageError(
                f"the folder for temporary files cannot be written: {error.strerror};"
                " set TMPDIR to another one"
            ) from None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        self._temporary.cleanup()

    def stop(self) -> None:
        """End the process; the next run starts one again."""
        if self._worker:
            self._worker.close()
            self._worker = None

    def versions(self) -> dict[str, str]:
        """Return the versions of TensorFlow, NumPy and Python.

        Raises:
            UsageError: no Python 3.7, or no TensorFlow 1.15.5 in it.
        """
        if not self._versions:
            self._running()
        return self._versions

    def run(
        self, module: str, inputs: Mapping[str, Any]
    ) -> dict[str, npt.NDArray[Any]]:
        """Run ``module.run(**inputs)`` and return its arrays by name.

        Raises:
            UsageError: no Python 3.7, no TensorFlow 1.15.5 in it, or no space.
            RuntimeError: the run failed, or the process ended or took too long.
        """
        worker = self._running()
        folder = self.folder
        request = {
            "module": module,
            "inputs": str(folder / "inputs.npz"),
            "outputs": str(folder / "outputs.npz"),
        }
        try:
            _pack(request["inputs"], inputs)
        except OSError as error:
            raise UsageError(
                f"{folder}: cannot be written: {error.strerror};"
                " set TMPDIR to a folder with more space"
            ) from None
        try:
            answer = worker.ask(request, self._answer)
        except WorkerError as error:
            raise RuntimeError(
                f"{module}: the process with TensorFlow {VERSION} {error}"
            ) from None
        if "error" in answer:
            raise RuntimeError(answer["error"])
        with np.load(request["outputs"]) as archive:
            arrays = (archive[array] for array in archive.files)
            return dict(zip(answer["names"], arrays, strict=True))

    def _running(self) -> Worker:
        """Return the process; start one if there is none that can be asked."""
        if self._worker and self._worker.can_be_asked():
            return self._worker
        if self._worker:
            self._worker.close()
        python = self.python or environment()
        self._worker = self._started(python)
        found = self._worker.greeting
        if found.get("tensorflow") != VERSION:
            self._worker.close()
            has = f"TensorFlow {found.get('tensorflow')}"
            if "error" in found:
                has = f"none that starts ({found['error']})"
            raise UsageError(
                f"{python}: needs TensorFlow {VERSION}, and this Python"
                f" {found['python']} has {has}; {self._hint()}"
            )
        names = ("tensorflow", "numpy", "python")
        self._versions = {name: found[name] for name in names}
        return self._worker

    def _started(self, python: Path) -> Worker:
        # The runs are small: one thread is fast, and its sums keep their order.
        variables = {
            # TensorFlow 2 sets it for its own process when it is imported. Passed
            # on, it gives 1.15 resource variables where a program had others.
            "TF2_BEHAVIOR": "0",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "TF_DETERMINISTIC_OPS": "1",
            "TF_NUM_INTRAOP_THREADS": "1",
            "TF_NUM_INTEROP_THREADS": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "TAPE_PATTERNS_PATH": json.dumps([os.getcwd()]),
        }
        try:
            return Worker([python, FILE], variables, self._start_up)
        except OSError as error:
            why = f"cannot be started: {error.strerror}"
        except WorkerError as error:
            why = str(error)
        raise UsageError(f"{python}: {why}; {self._hint()}")

    def _hint(self) -> str:
        if self.python is None:
            return "remove its environment's folder, and it is made again"
        wanted = " ".join(f'"{requirement}"' for requirement in REQUIREMENTS)
        return (
            f"--python needs a Python 3.7 after `python -m pip install {wanted}`;"
            " without --python, such an environment is made"
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
