"""Ctrl-C at any moment: one line, no traceback."""

import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest
from conftest import ROOT
from processes import allow_interrupts

STOPPED = "tape-patterns: stopped; nothing half-written\n"
# Before ``tape_patterns.interrupts`` is imported, Python itself answers: the system
# kills it, or it prints a traceback. None of our code has run, so nothing can be done
# about it. Measured with a signal each 0.005 s: that ends 0.02 s after the start, and
# after 0.05 s while the machine is busy. Half of it is Python's own start, the rest is
# spent on finding the package. The tests wait for its end, not for a time.
READY = """
import runpy, sys
from tape_patterns import interrupts
interrupts.stop_at_once()
print("ready", flush=True)
runpy.run_module("tape_patterns", run_name="__main__")
"""


def start(arguments, cwd, code=READY):
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,  # what comes after the line that is read here is not lost
        preexec_fn=allow_interrupts,
    )
    assert process.stdout.readline() == b"ready\n"
    return process


def end_of(process):
    """Return what a process writes until it ends."""
    try:
        shown, said = process.communicate(timeout=120)
    finally:
        process.kill()
    return shown.decode(), said.decode()


@pytest.mark.parametrize(
    ("arguments", "step", "last"),
    [
        (["list"], 0.02, 0.5),
        (["scan", str(ROOT / "tests"), "--pair", "hessian", "--jobs", "2"], 0.1, 0.8),
        (["verify", "minimize"], 0.5, 3),
        (["verify", "minimize", "chain_rule", "--jobs", "2"], 2, 6),
    ],
)
def test_an_interrupt_at_any_moment_is_one_line(tmp_path, arguments, step, last):
    whole, _ = end_of(start(arguments, tmp_path))
    seen = set()
    for number in range(round(last / step)):
        process = start(arguments, tmp_path)
        time.sleep(step * number)
        process.send_signal(signal.SIGINT)
        shown, said = end_of(process)
        if process.returncode == 2:
            assert said == STOPPED
        else:
            # It had ended. On its last way out Python lets the system kill it.
            assert process.returncode in (0, -signal.SIGINT), said
            assert (shown, said) == (whole, "")
        seen.add(process.returncode)
    assert 2 in seen


def interrupted(tmp_path, body):
    """Interrupt code that says it is ready, and return what it says then."""
    code = (
        "import sys, time; sys.path.insert(0, '.')\n"
        "from tape_patterns import interrupts\n"
        "interrupts.stop_between_imports()\n"
        "try:\n"
        f"{textwrap.indent(body, '    ')}\n"
        "    while True: pass\n"
        "except KeyboardInterrupt:\n"
        "    interrupts.caught()\n"
        "    time.sleep(3 * interrupts.AGAIN)\n"
        "    print('caught')\n"
    )
    process = start([], tmp_path, code)
    process.send_signal(signal.SIGINT)
    return end_of(process)


READY_AND_WAIT = """
print("ready", flush=True)
end = time.monotonic() + 1
while time.monotonic() < end: pass
"""


def test_an_import_is_not_torn_in_two(tmp_path):
    body = f"import time\n{READY_AND_WAIT}\nprint('imported')"
    (tmp_path / "slow.py").write_text(body)
    assert interrupted(tmp_path, "import slow") == ("imported\ncaught\n", "")


def test_an_interrupt_that_a_library_drops_comes_again(tmp_path):
    wait = textwrap.indent(READY_AND_WAIT, "    ")
    body = f"try:\n{wait}\nexcept BaseException: pass\nprint('dropped')"
    assert interrupted(tmp_path, body) == ("dropped\ncaught\n", "")


def test_an_interrupt_that_python_drops_comes_again(tmp_path):
    wait = textwrap.indent(READY_AND_WAIT, "        ")
    body = f"class Deaf:\n    def __del__(self):\n{wait}\nDeaf()"
    assert interrupted(tmp_path, body) == ("caught\n", "")


def test_what_an_interrupt_stops_is_cleaned_up(tmp_path):
    """It comes again, but not into a ``finally`` that it led to."""
    clean = "time.sleep(5 * interrupts.AGAIN)\nprint('clean')"
    wait = textwrap.indent(READY_AND_WAIT, "    ")
    body = f"try:\n{wait}\nfinally:\n{textwrap.indent(clean, '    ')}"
    assert interrupted(tmp_path, body) == ("clean\ncaught\n", "")


def test_other_errors_that_python_drops_are_shown(tmp_path):
    code = (
        "from tape_patterns import interrupts; interrupts.stop_between_imports()\n"
        "class Bad:\n    def __del__(self): 1 / 0\n"
        "print('ready', flush=True); Bad()\n"
    )
    _, said = end_of(start([], tmp_path, code))
    assert "ZeroDivisionError" in said


def test_a_background_job_goes_on_ignoring_interrupts(tmp_path):
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "from tape_patterns import interrupts\n"
        "interrupts.stop_at_once(); interrupts.stop_between_imports()\n"
        "print('ready', flush=True); signal.raise_signal(signal.SIGINT)\n"
        "print('went on')\n"
    )
    assert end_of(start([], tmp_path, code)) == ("went on\n", "")


def test_the_installed_script_sees_to_interrupts_first(tmp_path):
    code = "import sys; print(*sys.modules)"
    line = f"from tape_patterns.__main__ import main; {code}"
    shown = subprocess.run(
        [sys.executable, "-c", line],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    ours = [name for name in shown if name.partition(".")[0] == "tape_patterns"]
    assert sorted(ours) == [
        "tape_patterns",
        "tape_patterns.__main__",
        "tape_patterns.interrupts",
    ]
    assert "typer" not in shown
    assert "numpy" not in shown
