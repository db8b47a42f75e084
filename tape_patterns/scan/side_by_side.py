"""Scanning many files at once, in several processes."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from tape_patterns import children
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
    work = children.processes(jobs, start, "scanned files", _start, known)
    with work as pool:
        with children.interrupts_kept_away():
            running = [pool.submit(_scan_chunk, chunk) for chunk in chunks]
        for one in running:
            yield from one.result()


def _start(known: Symbols) -> None:
    global _scanner
    children.prepare()
    collect_less()
    _scanner = Scanner(known)


def _scan_chunk(paths: Sequence[str]) -> list[Scanned]:
    assert _scanner
    return [_scanner.scan(path) for path in paths]
