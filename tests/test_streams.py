"""The command where its output or a folder is closed, full or gone."""

import os
import subprocess
import sys

import pytest
from conftest import ROOT

from tape_patterns import streams

COMMANDS = [
    ["--help"],
    ["list"],
    ["list", "--format", "json"],
    ["show", "minimize", "--whole"],
]
SLOW = [["verify", "minimize"], ["verify", "minimize", "--format", "json"]]
each_command = pytest.mark.parametrize("arguments", COMMANDS + SLOW, ids=" ".join)
each_quick_command = pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
# Python writes at once, or when it ends: what fails is another call.
each_buffering = pytest.mark.parametrize("unbuffered", ["", "1"])


@pytest.fixture
def shell(tmp_path):
    """Run a line of shell, in which ``$@`` is the command with its arguments."""

    def run(line, arguments, **environment):
        variables = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
        return subprocess.run(
            [
                "bash",
                "-c",
                line,
                "-",
                sys.executable,
                "-m",
                "tape_patterns",
                *arguments,
            ],
            cwd=tmp_path,
            env=variables,
            capture_output=True,
            text=True,
            timeout=300,
        )

    return run


FULL = "tape-patterns: cannot write the output: No space left on device"


@each_command
def test_a_full_output_is_one_line(shell, one_line, arguments):
    done = shell('"$@" > /dev/full', arguments, PYTHONUNBUFFERED="")
    assert one_line(done) == FULL


@each_quick_command
def test_a_full_output_that_is_written_at_once_is_one_line(shell, one_line, arguments):
    done = shell('"$@" > /dev/full', arguments, PYTHONUNBUFFERED="1")
    assert one_line(done) == FULL


@each_buffering
@each_quick_command
def test_an_output_cut_off_ends_quietly(shell, arguments, unbuffered):
    line = '("$@"; echo $? > code) | true; cat code'
    # ``true`` ends long before the command's first line.
    done = shell(line, arguments, PYTHONUNBUFFERED=unbuffered)
    assert done.stderr == ""
    assert done.stdout == "1\n"


@each_quick_command
@pytest.mark.parametrize("closed", [">&-", "<&- >&- 2>&-"])
def test_a_closed_output_is_as_one_that_nobody_reads(shell, arguments, closed):
    done = shell(f'"$@" {closed}', arguments)
    assert done.returncode == 0
    assert done.stderr == ""


@pytest.mark.parametrize("errors", ["/dev/full", "&-"])
def test_an_error_that_cannot_be_said_keeps_its_exit_code(shell, errors):
    for arguments in (["show", "none"], ["list"]):
        done = shell(f'"$@" >/dev/full 2>{errors}', arguments)
        assert done.returncode == 2


def test_no_file_takes_the_place_of_a_closed_output(shell):
    code = (
        "from tape_patterns import streams; streams.prepare();"
        "file = open('file', 'w'); import os; os.write(1, b'lost'); print('lost')"
    )
    line = f'"$1" -c "{code}" <&- >&- 2>&-; cat file'
    assert shell(line, []).stdout == ""


def test_a_working_directory_that_is_gone(shell):
    """What needs none works; what does says so."""
    line = 'mkdir gone; cd gone; rmdir ../gone; "$@"'
    for arguments in (
        ["list"],
        ["show", "minimize", "--whole"],
        ["verify", "minimize"],
    ):
        done = shell(line, arguments)
        assert done.returncode == 0, done.stderr


def test_a_working_directory_that_is_gone_is_named(tmp_path, monkeypatch):
    def gone():
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(streams.os, "getcwd", gone)
    said = "the working directory is gone; change to another one"
    assert streams.explain(FileNotFoundError(2, "No such file or directory")) == said


def test_another_error_names_its_file():
    error = PermissionError(13, "Permission denied", "/there")
    assert streams.explain(error) == "/there: Permission denied"
    assert streams.explain(OSError(28, "No space left on device")) == (
        "No space left on device"
    )
    assert streams.explain(OSError("no number")) == "no number"


def test_no_home(shell):
    for arguments in (["list"], ["verify", "minimize"]):
        done = shell('unset HOME XDG_CACHE_HOME; "$@"', arguments)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""


def test_a_temporary_folder_that_is_missing(shell, tmp_path):
    gone = str(tmp_path / "gone")
    done = shell('"$@"', ["verify", "minimize"], TMPDIR=gone)
    assert done.returncode == 0, done.stderr
