"""Processes that a command starts: they leave Ctrl-C to it, and end with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import Any

from tape_patterns.errors import UsageError


@contextmanager
def processes(
    jobs: int, method: str, doing: str, begin: Callable[..., None], *arguments: Any
) -> Iterator[ProcessPoolExecutor]:
    """Give processes to which work can be submitted; they are gone afterwards.

    Args:
        jobs: how many.
        method: by which they start, ``fork`` or ``spawn``.
        doing: what they do to what, for a message: "verified a pair".
        begin: what each begins with; it calls ``prepare``.
        *arguments: of that function.

    Raises:
        UsageError: one of them ended.
    """
    context = multiprocessing.get_context(method)
    others = set(multiprocessing.active_children())
    with ProcessPoolExecutor(jobs, context, begin, arguments) as pool:
        try:
            yield pool
        except BrokenProcessPool:
            raise UsageError(
                f"a process that {doing} was ended from outside, as it is when memory"
                " runs out; use --jobs 1"
            ) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in set(multiprocessing.active_children()) - others:
                process.kill()


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
