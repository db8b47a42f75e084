"""``verify --live`` and ``record`` when the other Python is none, ends, or hangs."""

import functools
import json
import os
import signal
import subprocess
import sys

import pytest
from processes import LONG, allow_interrupts, is_running, script, wait_until, written

from tape_patterns import cli, equivalence

HINT = "--python needs a Python 3.7 after `python -m pip install"
SCRIPTS = {
    "one": "echo 1",
    "endless": "exec yes",
    "one_line": "exec tr '\\0' y < /dev/zero",
    "closed": "exec sleep 99999 >&-",
    "silent": "exit 0",
}


@pytest.mark.parametrize(
    ("program", "says"),
    [
        ("/bin/echo", "said '"),
        ("/bin/cat", "said '"),
        ("/bin/false", "ended with exit code 1"),
        ("one", "said '1' where"),
        ("endless", "said 'y' where"),
        ("one_line", "said 'yyyy"),
        ("closed", "was killed, or closed its output"),
        ("silent", "ended with exit code 0"),
        ("folder", "cannot be started: Permission denied"),
        ("plain_file", "cannot be started: Permission denied"),
        ("empty_file", "cannot be started: Exec format error"),
        ("none", "cannot be started: No such file"),
    ],
)
def test_a_program_that_is_no_python_is_one_line(
    program, says, command, one_line, tmp_path
):
    path = tmp_path / program
    if program in SCRIPTS:
        script(path, f"#!/bin/sh\n{SCRIPTS[program]}\n")
    (tmp_path / "folder").mkdir()
    (tmp_path / "plain_file").touch()
    script(tmp_path / "empty_file", "")
    # No deadline is in question: it is longer than this.
    line = one_line(
        command("verify", "minimize", "--live", "--python", path, timeout=LONG)
    )
    assert line.startswith(f"tape-patterns: {path}: {says}")
    assert HINT in line


def test_one_that_sleeps_is_one_line(monkeypatch, capsys, tmp_path):
    path = script(tmp_path / "sleeps", "#!/bin/sh\nexec sleep 99999\n")
    short = functools.partial(equivalence.TensorFlow1, start_up=0.2)
    monkeypatch.setattr(equivalence, "TensorFlow1", short)
    with pytest.raises(SystemExit) as end:
        cli.main(["verify", "minimize", "--live", "--python", str(path)])
    assert end.value.code == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert f"{path}: gave no answer in 0.2 seconds; {HINT}" in lines[0]


def test_a_python_without_numpy_is_one_line(command, one_line, tmp_path):
    make = [sys.executable, "-m", "venv", "--without-pip", tmp_path / "empty"]
    subprocess.run(make, check=True)
    python = tmp_path / "empty" / "bin" / "python"
    line = one_line(command("record", "minimize", "--python", python))
    assert f"{python}: needs TensorFlow 1.15.5, and this Python 3." in line
    assert "none that starts (ModuleNotFoundError: No module named 'numpy')" in line
    assert HINT in line


def test_a_python_with_tensorflow_2_is_one_line(command, one_line):
    python = sys.executable
    line = one_line(command("record", "minimize", "--python", python))
    assert f"{python}: needs TensorFlow 1.15.5, and this Python 3." in line
    assert "has TensorFlow 2." in line
    assert HINT in line


@pytest.fixture
def side_on_tensorflow_1(copied_command):
    """Change what ``minimize/tf1.py`` does in the other Python, and only there."""

    def change(body):
        (file,) = copied_command.package.glob("pairs/*/minimize/tf1.py")
        with file.open("a", encoding="utf-8") as side:
            side.write(
                "\n\nimport os, signal, time\n\n"
                "if 'TAPE_PATTERNS_PATH' in os.environ:\n"
                "    right = run\n\n"
                "    def run(**inputs):\n"
                f"        {body}\n"
                "        return right(**inputs)\n"
            )

    return change


@pytest.mark.parametrize(
    ("end", "says"),
    [
        ("os._exit(3)", "ended with exit code 3"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "was ended by signal 11"),
    ],
)
def test_a_run_that_ends_its_process_is_a_row_and_the_rest_goes_on(
    end, says, copied_command, side_on_tensorflow_1, python37, tmp_path
):
    mark = str(tmp_path / "ended")
    side_on_tensorflow_1(
        f"if not os.path.exists({mark!r}): open({mark!r}, 'w').close(); {end}"
    )
    done = copied_command(
        *("verify", "minimize", "--live", "--samples", 1, "--format", "json")
    )
    assert done.returncode == 1, done.stderr
    assert done.stderr == ""
    results = json.loads(done.stdout)["results"]
    (ended,) = [result for result in results if result["outcome"] == "error"]
    assert ended["run"] == "tf1.15 live"
    assert f"minimize.tf1: the process with TensorFlow 1.15.5 {says}" in ended["detail"]
    # All inputs but these ran on it, the random ones too.
    inputs = {result["case"] for result in results}
    live = {
        result["case"]
        for result in results
        if result["run"] == "tf1.15 live" and result["outcome"] == "identical"
    }
    assert live == inputs - {ended["case"]}
    assert len(live) >= 2


def test_a_run_that_ends_its_process_is_one_line_of_record(
    copied_command, side_on_tensorflow_1, fake_python, one_line
):
    side_on_tensorflow_1("os._exit(3)")
    line = one_line(copied_command("record", "minimize", "--python", fake_python))
    assert "minimize: tf1.py failed: " in line
    assert "the process with TensorFlow 1.15.5 ended with exit code 3" in line


def test_several_processes_print_what_one_prints(command, python37):
    names = ("minimize", "chain_rule", "hessian")
    one, two = (
        command("verify", *names, "--live", "--jobs", jobs, "--format", "json")
        for jobs in ("1", "2")
    )
    assert (one.returncode, one.stderr) == (two.returncode, two.stderr) == (0, "")
    assert two.stdout == one.stdout


@pytest.mark.parametrize(
    "arguments",
    [["verify", "--live"], ["verify", "--live", "--jobs", "2"], ["record"]],
)
@pytest.mark.parametrize("when", ["while it starts", "in a run"])
def test_an_interrupt_is_one_line_and_leaves_no_process(
    arguments, when, copied_command, side_on_tensorflow_1, fake_python, tmp_path
):
    name, temporary = tmp_path / "number", tmp_path / "temporary"
    temporary.mkdir()
    if when == "in a run":
        write = f"with open({str(name)!r}, 'w') as file: print(os.getpid(), file=file)"
        side_on_tensorflow_1(f"{write}\n        time.sleep(99999)")
        python = fake_python
    else:
        text = f"#!/bin/sh\necho $$ > {name}\nexec sleep 99999\n"
        python = script(tmp_path / "sleeps", text)
    (folder,) = copied_command.package.glob("pairs/*/minimize")
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    command = [sys.executable, "-m", "tape_patterns", *arguments, "minimize"]
    ours = subprocess.Popen(
        [*command, "--python", python],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": str(tmp_path),
            "TMPDIR": str(temporary),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=allow_interrupts,
    )
    number = int(written(name))
    assert is_running(number)
    ours.send_signal(signal.SIGINT)
    shown, said = ours.communicate(timeout=LONG)
    assert (ours.returncode, shown) == (2, "")
    assert said == "tape-patterns: stopped; nothing half-written\n"
    if "--jobs" in arguments:
        # One that another process started ends when it sees that this one is gone.
        wait_until(lambda: not is_running(number))
    assert not is_running(number)
    assert not list(temporary.iterdir())
    after = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert after == before
