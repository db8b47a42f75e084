"""Scanning many files at once, in several processes."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from tape_patterns import children
from tape_patterns.errors import UsageError
from tape_patterns.scan.scanner import Scanned, Scanner, collect_less
from tape_patterns.scan.symbols import Symbols

CHUNK = 16
"""Files that a process takes at a time."""

_scanner: Scanner | None = None


def scan_side_by_side(
    paths: Sequence[str], jobs: int, known: Symbols
) -> Iterator[Scanned]:
    """Yield what each file holds, in the order of the paths.

    Raises:
        UsageError: a process ended.
    """
    chunks = [paths[place : place + CHUNK] for place in range(0, len(paths), CHUNK)]
    # A fork has all modules at once; on other systems it is not safe.
    start = "fork" if sys.platform == "linux" else "spawn"
    context = multiprocessing.get_context(start)
    others = set(multiprocessing.active_children())
    with ProcessPoolExecutor(jobs, context, _start, (known,)) as pool:
        try:
            with children.interrupts_kept_away():
                running = [pool.submit(_scan_chunk, chunk) for chunk in chunks]
            for one in running:
                yield from one.result()
        except BrokenProcessPool:
            raise UsageError(
                "a process that scanned files was ended from outside, as it is when"
                " memory runs out; use --jobs 1"
            ) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in set(multiprocessing.active_children()) - others:
                process.kill()


def _start(known: Symbols) -> None:
    global _scanner
    children.prepare()
    collect_less()
    _scanner = Scanner(known)


def _scan_chunk(paths: Sequence[str]) -> list[Scanned]:
    assert _scanner
    return [_scanner.scan(path) for path in paths]
