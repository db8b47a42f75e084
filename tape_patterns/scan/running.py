"""Scanning files, in one process or several."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from tape_patterns import processors
from tape_patterns.scan import symbols
from tape_patterns.scan.scanner import Scanned, Scanner, collect_less

WORTH_A_PROCESS = 1_500_000
"""Bytes of source that take as long as to start a process."""


def scan(paths: Sequence[str], jobs: int | None = None) -> Iterator[Scanned]:
    """Yield what each file holds, in the order of the paths.

    Args:
        paths: of Python files and notebooks.
        jobs: how many processes; without it, as many as there is work for.

    Raises:
        UsageError: a process ended.
    """
    known = symbols.load()
    jobs = jobs or usual_jobs(paths)
    if jobs == 1:
        collect_less()
        return map(Scanner(known).scan, paths)
    # To import it takes longer than to scan a small program.
    from tape_patterns.scan.side_by_side import scan_side_by_side

    return scan_side_by_side(paths, jobs, known)


def usual_jobs(paths: Sequence[str]) -> int:
    """Return how many processes the files are worth."""
    most, total = processors.count(), 0
    for path in paths:
        try:
            total += os.stat(path).st_size
        except OSError:
            continue
        if total > WORTH_A_PROCESS * most:
            break
    return max(1, min(most, total // WORTH_A_PROCESS))
