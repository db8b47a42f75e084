"""Processes that a command starts: they leave Ctrl-C to it, and end with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker


def prepare() -> None:
    """Leave Ctrl-C to the parent, and end with it: a process begins with this."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
    os._exit(1)


@contextmanager
def interrupts_kept_away() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach before they are prepared."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # It lets interrupts through again when it starts.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
