"""The environment with TensorFlow 1.15.5: made once, whole, and by one at a time."""

import os
import pty
import select
import signal
import subprocess
import sys

import pytest
from conftest import ROOT
from processes import LONG, allow_interrupts, script, wait_until

from tape_patterns.equivalence import UsageError
from tape_patterns.equivalence import tf1_environment as module

# Makes an environment as the real one is made, up to what takes long: it says that
# it has begun, waits for a file, and puts a script where the Python is to be.
BUILDER = """
import sys, time
from pathlib import Path
from tape_patterns.equivalence import tf1_environment as module
cache = Path(sys.argv[1])

def call(folder, *command):
    if "venv" in command:
        (cache / "builds").open("a").write("begun\\n")
        while not (cache / "go").exists():
            time.sleep(0.01)
        python = command[-1] / module.INSIDE
        python.parent.mkdir()
        python.touch()

module.user_cache_path = lambda _: cache
module.find_python37 = lambda: Path(sys.executable)
module._call = call
print(module.environment())
"""


def build(cache, errors=subprocess.PIPE):
    return subprocess.Popen(
        [sys.executable, "-c", BUILDER, cache],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        preexec_fn=allow_interrupts,
    )


def builds(cache):
    path = cache / "builds"
    return path.read_text().count("begun\n") if path.exists() else 0


def read_until(terminal, text):
    """Read what a process says on a terminal."""
    shown = b""
    while text not in shown:
        assert select.select([terminal], [], [], LONG)[0], shown
        shown += os.read(terminal, 1024)


def test_two_at_once_make_one(tmp_path):
    control, terminal = pty.openpty()
    first = build(tmp_path)
    wait_until(lambda: builds(tmp_path))
    second = build(tmp_path, errors=terminal)
    read_until(control, b"waiting for another")
    (tmp_path / "go").touch()
    python = tmp_path / "tensorflow-1.15.5" / module.INSIDE
    assert first.communicate(timeout=LONG) == (f"{python}\n", "")
    assert second.communicate(timeout=LONG)[0] == f"{python}\n"
    assert builds(tmp_path) == 1
    os.close(control)
    os.close(terminal)


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_one_is_not_taken_and_the_next_makes_it(tmp_path, sent):
    interrupted = build(tmp_path)
    wait_until(lambda: builds(tmp_path))
    assert not (tmp_path / "tensorflow-1.15.5").exists()
    interrupted.send_signal(sent)
    interrupted.communicate(timeout=LONG)
    left = list(tmp_path.glob("*.partial-*"))
    assert len(left) == (sent == signal.SIGKILL)
    (tmp_path / "go").touch()
    shown, said = build(tmp_path).communicate(timeout=LONG)
    assert shown.startswith(str(tmp_path / "tensorflow-1.15.5")), said
    assert builds(tmp_path) == 2
    assert list(tmp_path.glob("*.partial-*")) == []


def test_one_whose_python_is_gone_is_made_again(tmp_path):
    folder = tmp_path / "tensorflow-1.15.5"
    (folder / module.INSIDE).parent.mkdir(parents=True)
    (folder / "ready").write_text("\n".join(module.REQUIREMENTS))
    (folder / module.INSIDE).symlink_to(tmp_path / "gone")
    (tmp_path / "go").touch()
    _, said = build(tmp_path).communicate(timeout=LONG)
    assert said == ""
    assert (folder / module.INSIDE).exists()


def test_one_with_other_requirements_is_made_again(tmp_path):
    folder = tmp_path / "tensorflow-1.15.5"
    (folder / module.INSIDE).parent.mkdir(parents=True)
    (folder / module.INSIDE).touch()
    (folder / "ready").write_text("\n".join(module.REQUIREMENTS[:-1]))
    (tmp_path / "go").touch()
    _, said = build(tmp_path).communicate(timeout=LONG)
    assert said == ""
    assert builds(tmp_path) == 1


def test_one_that_was_never_ready_is_made_again(tmp_path):
    folder = tmp_path / "tensorflow-1.15.5"
    (folder / module.INSIDE).parent.mkdir(parents=True)
    (folder / module.INSIDE).touch()
    (tmp_path / "go").touch()
    _, said = build(tmp_path).communicate(timeout=LONG)
    assert said == ""
    assert builds(tmp_path) == 1


def test_its_python_works_where_it_ends_up(monkeypatch, tmp_path, python37):
    """A virtual environment is renamed: its Python and its pip find their place."""
    call = module._call

    def without_install(folder, *command):
        if "install" not in command:
            call(folder, *command)

    monkeypatch.setattr(module, "user_cache_path", lambda _: tmp_path)
    monkeypatch.setattr(module, "_call", without_install)
    python = module.environment()
    ask = "import pip, sys; print(sys.prefix, pip.__file__, sys.version_info[:2])"
    shown = subprocess.run([python, "-c", ask], capture_output=True, text=True)
    folder = tmp_path / "tensorflow-1.15.5"
    assert shown.stdout.startswith(f"{folder} {folder}{os.sep}"), shown.stderr
    assert shown.stdout.endswith("(3, 7)\n")


def test_without_a_network_is_one_line(command, one_line, tmp_path, python37):
    """Without an index, pip fails as it does without a network, and sooner."""
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "PIP_NO_INDEX": "1"}
    line = one_line(
        command("verify", "minimize", "--live", environment=environment, timeout=LONG)
    )
    assert "tensorflow-1.15.5: cannot be made: ERROR: " in line
    assert "tensorflow==1.15.5" in line
    assert "check the network and the space left" in line
    left = sorted(path.name for path in (tmp_path / "cache/tape_patterns").iterdir())
    assert left == ["tensorflow-1.15.5.lock"]


def test_a_cache_that_cannot_be_written_is_one_line(command, one_line, tmp_path):
    (tmp_path / "cache").touch()
    script(tmp_path / "python3.7", "#!/bin/sh\necho True\n")
    environment = {
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
    }
    line = one_line(command("record", "minimize", environment=environment))
    assert f"{tmp_path / 'cache'}/tape_patterns/tensorflow-1.15.5: cannot be" in line
    assert "set XDG_CACHE_HOME to a folder that can be written" in line


def test_a_file_system_without_locks_is_told(monkeypatch, tmp_path):
    def refuse(*arguments, **options):
        raise NotImplementedError("no locks here")

    monkeypatch.setattr(module, "user_cache_path", lambda _: tmp_path)
    monkeypatch.setattr(module, "find_python37", lambda: sys.executable)
    monkeypatch.setattr(module.FileLock, "acquire", refuse)
    with pytest.raises(UsageError, match="cannot be made: no locks here; set"):
        module.environment()


def test_no_python37_is_told(monkeypatch):
    monkeypatch.setattr(module, "_candidates", lambda: iter(()))
    with pytest.raises(UsageError, match=r"no Python 3\.7 found.*install it"):
        module.find_python37()


def test_programs_that_are_no_python37_are_passed_over(monkeypatch, tmp_path):
    programs = {
        "other": "echo False",
        "bytes": "printf '\\377'",
        "sleeps": "exec sleep 99999",
        "none": "exit 1",
        "python": "echo True",
    }
    paths = [
        script(tmp_path / name, f"#!/bin/sh\n{text}\n")
        for name, text in programs.items()
    ]
    monkeypatch.setattr(module, "_candidates", lambda: iter([tmp_path, *paths]))
    # Short for the one that sleeps; the last one has the time that it needs.
    waits = iter([LONG] * 3 + [0.2] + [LONG] * 2)
    run = subprocess.run
    monkeypatch.setattr(
        module.subprocess,
        "run",
        lambda *command, timeout, **options: run(
            *command, timeout=next(waits), **options
        ),
    )
    assert module.find_python37() == tmp_path / "python"


def test_what_a_failed_command_said_is_told(tmp_path):
    with pytest.raises(UsageError, match="No module named none"):
        module._call(tmp_path, sys.executable, "-m", "none")
