"""Ctrl-C ends the command with one line, whatever it is doing.

A signal's exception does harm while modules are imported: C code prints it, turns
it into an ImportError, or drops it. So none is raised there.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from types import FrameType
from typing import Any, NoReturn

STOPPED = "stopped; nothing half-written"
AGAIN = 0.05
"""Seconds until an interrupt comes again."""
_waiting = False


def stop(*_: object) -> NoReturn:
    """End the process here: nothing that it has begun needs undoing."""
    with suppress(OSError):
        os.write(2, f"tape-patterns: {STOPPED}\n".encode())
    os._exit(2)


try:
    import signal
    import threading
    from _thread import interrupt_main
except KeyboardInterrupt:
    stop()


def stop_at_once() -> None:
    """Let Ctrl-C end the process: before the command begins, and after it ended."""
    _let(stop)


def stop_between_imports() -> None:
    """Let Ctrl-C raise KeyboardInterrupt, but not while a module is imported.

    It comes again until it is ``caught``, since some libraries drop it.
    """
    _let(_raise_between_imports)
    sys.unraisablehook = _show_other_errors


def caught() -> None:
    """Let Ctrl-C have no effect from now on: the command ends because of it."""
    if signal.getsignal(signal.SIGINT) is _raise_between_imports:
        _let(_nothing)


def _let(handler: Any) -> None:
    # A shell's background job ignores Ctrl-C, and goes on doing so.
    if signal.getsignal(signal.SIGINT) not in (signal.SIG_IGN, _nothing):
        signal.signal(signal.SIGINT, handler)


def _nothing(*_: object) -> None:
    pass


def _raise_between_imports(_: int, frame: FrameType | None) -> None:
    if _raised_already():
        return
    _come_again()
    if not _importing(frame):
        raise KeyboardInterrupt


def _raised_already() -> bool:
    """Whether a KeyboardInterrupt is on its way, and what it stops is cleaned up."""
    error = sys.exc_info()[1]
    while error and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error is not None


def _importing(frame: FrameType | None) -> bool:
    while frame:
        if "importlib._bootstrap" in frame.f_code.co_filename:
            return True
        frame = frame.f_back
    return False


def _come_again() -> None:
    """Interrupt again a moment later; a second Ctrl-C in the meantime is the same."""
    global _waiting
    if not _waiting:
        _waiting = True
        timer = threading.Timer(AGAIN, _interrupt)
        timer.daemon = True
        timer.start()


def _interrupt() -> None:
    global _waiting
    _waiting = False
    if signal.getsignal(signal.SIGINT) is _raise_between_imports:
        interrupt_main()


def _show_other_errors(dropped: Any) -> None:
    """Show an error that Python drops, unless it is an interrupt: that comes again."""
    if dropped.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(dropped)
