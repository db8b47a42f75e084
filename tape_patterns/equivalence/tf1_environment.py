"""A virtual environment with TensorFlow 1.15.5, made once and kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_cache_path

from tape_patterns.errors import UsageError

VERSION = "1.15.5"
REQUIREMENTS = (
    f"tensorflow=={VERSION}",
    "protobuf<3.21",
    "numpy<1.19",
    "scipy<1.8",
)
INSIDE = "Scripts/python.exe" if os.name == "nt" else "bin/python"
ANSWER = 60.0
"""How many seconds a Python may take to say its version."""


def environment() -> Path:
    """Return the Python of a virtual environment with TensorFlow 1.15.5.

    It is made at the first call, in the user's cache folder. If another process
    makes it already, this one waits for it.

    Raises:
        UsageError: there is no Python 3.7, or the environment cannot be made.
    """
    cache = user_cache_path("tape_patterns")
    folder = cache / f"tensorflow-{VERSION}"
    if _is_ready(folder):
        return folder / INSIDE
    base = find_python37()
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with _locked(cache / f"{folder.name}.lock"):
            if not _is_ready(folder):
                _make(folder, base)
    except (OSError, NotImplementedError) as error:
        # NotImplementedError: a file system without locks.
        why = getattr(error, "strerror", None) or error
        raise UsageError(
            f"{folder}: cannot be made: {why}; set XDG_CACHE_HOME to a folder that"
            " can be written, or name a Python 3.7 that has TensorFlow with --python"
        ) from None
    return folder / INSIDE


def _is_ready(folder: Path) -> bool:
    # Its Python is a link, which breaks when the Python 3.7 behind it goes.
    ready = folder / "ready"
    return (
        ready.exists()
        and ready.read_text("utf-8").splitlines() == list(REQUIREMENTS)
        and (folder / INSIDE).exists()
    )


def _make(folder: Path, base: Path) -> None:
    """Make the environment aside and rename it into place when it is complete."""
    aside = f"{folder.name}.partial-"
    for interrupted in folder.parent.glob(f"{aside}*"):
        shutil.rmtree(interrupted, ignore_errors=True)
    partial = Path(tempfile.mkdtemp(prefix=aside, dir=folder.parent))
    try:
        _tell(f"making an environment with TensorFlow {VERSION} in {folder}, once")
        _call(folder, base, "-m", "venv", partial)
        pip = (partial / INSIDE, "-m", "pip", "--disable-pip-version-check")
        _call(folder, *pip, "install", "--quiet", *REQUIREMENTS)
        (partial / "ready").write_text("\n".join(REQUIREMENTS), "utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        _tell("waiting for another tape-patterns, which makes the environment")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _tell(text: str) -> None:
    """Say on a terminal what takes its time."""
    if sys.stderr.isatty():
        print(f"tape-patterns: {text}", file=sys.stderr)


def _call(folder: Path, *command: str | Path) -> None:
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
    )
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()
        # After its error, pip goes on with hints.
        why = next((line for line in said if line.startswith("ERROR: ")), said[-1])
        raise UsageError(
            f"{folder}: cannot be made: {why.strip()}; check the network and the space"
            " left, or name a Python 3.7 that has TensorFlow with --python"
        )


def find_python37() -> Path:
    """Return a Python 3.7: one on the path, or one that pyenv has.

    Raises:
        UsageError: there is none.
    """
    code = "import sys; print(sys.version_info[:2] == (3, 7))"
    for python in _candidates():
        try:
            said = subprocess.run(
                [python, "-c", code],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=ANSWER,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if said.stdout.strip() == b"True":
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
    yield from sorted(root.glob(f"versions/3.7*/{INSIDE}"), reverse=True)
