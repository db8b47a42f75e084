"""What all tests share: how to run the command, and what a machine may lack."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings
from processes import script

from tape_patterns import pairs
from tape_patterns.equivalence import UsageError
from tape_patterns.equivalence.tf1_environment import find_python37

# A busy machine takes as long as it takes.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent
PAIRS = [pairs.load(name) for name in pairs.module_names()]


def measured(text):
    """Return the sections of an ``evidence.md``."""
    section = r"<!-- --8<-- \[start:(\w+)\] -->\n(.*?)\n<!-- --8<-- \[end:"
    return dict(re.findall(section, text, re.DOTALL))


def missing(what):
    """Skip a test for want of something; fail where it must be there, as in CI."""
    if os.environ.get("TAPE_PATTERNS_REQUIRE_ALL"):
        pytest.fail(f"{what} is missing, and TAPE_PATTERNS_REQUIRE_ALL is set")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def python37():
    """A Python 3.7, without TensorFlow."""
    try:
        return find_python37()
    except UsageError:
        missing("Python 3.7")


@pytest.fixture
def fake_python(tmp_path):
    """A Python that takes an empty package for TensorFlow 1.15.5."""
    package = tmp_path / "fake" / "tensorflow"
    (package / "compat" / "v1").mkdir(parents=True)
    (package / "__init__.py").write_text(
        "from tensorflow.compat import v1\n__version__ = '1.15.5'\n"
    )
    (package / "compat" / "__init__.py").touch()
    (package / "compat" / "v1" / "__init__.py").write_text(
        "class logging:\n"
        "    ERROR = 40\n"
        "    set_verbosity = staticmethod(lambda level: None)\n"
    )
    return script(
        tmp_path / "fake" / "python",
        f'#!/bin/sh\nPYTHONPATH={package.parent} exec {sys.executable} "$@"\n',
    )


@pytest.fixture(scope="session")
def chromium():
    """The path of a Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    return found or missing("Chromium")


@pytest.fixture
def command(tmp_path):
    """Run ``tape-patterns`` as a process of its own, in an empty folder."""

    def run(*arguments, environment=(), cwd=tmp_path, timeout=300):
        return subprocess.run(
            [sys.executable, "-m", "tape_patterns", *map(str, arguments)],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(ROOT), **dict(environment)},
            capture_output=True,
            text=True,
            timeout=timeout,
        )

    return run


@pytest.fixture
def copied_command(tmp_path, command):
    """Run ``tape-patterns`` on a copy of the package, which a test may change."""
    package = tmp_path / "tape_patterns"
    shutil.copytree(ROOT / "tape_patterns", package)

    def run(*arguments, environment=(), **options):
        path = {"PYTHONPATH": str(tmp_path), **dict(environment)}
        return command(*arguments, environment=path, **options)

    run.package = package
    return run


@pytest.fixture
def one_line():
    """Check that a process ended with exit code 2 and one line on standard error."""

    def check(done):
        assert done.returncode == 2, done.stderr
        assert "Traceback" not in done.stderr
        lines = done.stderr.strip().splitlines()
        assert len(lines) == 1, done.stderr
        assert lines[0].startswith("tape-patterns: ")
        return lines[0]

    return check


def pytest_addoption(parser):
    """Add what takes too long for each run of the suite."""
    parser.addoption(
        "--all-mutants", action="store_true", help="try each mutant of each pair"
    )
    parser.addoption(
        "--fuzz", type=int, metavar="N", help="scan N mutated sources, not some hundred"
    )
