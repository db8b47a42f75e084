"""What tests of other processes share."""

import os
import signal
import time
from pathlib import Path

LONG = 300
"""Seconds after which a busy machine is a broken one. No test takes that long."""


def allow_interrupts():
    """Let Ctrl-C act: a suite that runs in the background hands on "ignore"."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def wait_until(reached):
    """Wait for a state, however long a busy machine takes, and return it."""
    end = time.monotonic() + LONG
    while not (state := reached()):
        assert time.monotonic() < end, "the state was not reached"
        time.sleep(0.01)
    return state


def written(path):
    """Return what another process wrote to a file, once it has written a line."""
    return wait_until(
        lambda: path.exists() and path.read_text().endswith("\n") and path.read_text()
    )


def is_running(number):
    """Whether the process exists and has not ended."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    # One that ended stays in the table until its parent has asked for it.
    status = Path(f"/proc/{number}/stat")
    try:
        return not status.exists() or status.read_text().split()[2] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def script(path, text):
    """Write a program."""
    path.write_text(text)
    path.chmod(0o755)
    return path
