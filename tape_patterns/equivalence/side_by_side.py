"""Verify many pairs at once, in several processes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from tape_patterns import children, pairs
from tape_patterns.equivalence.verification import Result, verify
from tape_patterns.pair import Pair

MANY = 12
"""From how many pairs on a second import of TensorFlow is soon made up for."""
MOST = 4


def usual_jobs(count: int) -> int:
    """Return how many processes verify ``count`` pairs, if nobody says."""
    return min(MOST, os.cpu_count() or 1) if count >= MANY else 1


def verify_side_by_side(
    chosen: Sequence[Pair],
    samples: int,
    seed: int,
    thorough: bool,
    cases: bool,
    jobs: int,
) -> Iterator[list[Result]]:
    """Verify each pair in one of ``jobs`` processes; the results keep their order.

    Raises:
        UsageError: as ``verify``, or a process ended.
    """
    work = children.processes(jobs, "spawn", "verified a pair", children.prepare)
    with work as pool:
        with children.interrupts_kept_away():
            running = [
                pool.submit(_verify, pair.name, samples, seed, thorough, cases)
                for pair in chosen
            ]
        for one in running:
            yield one.result()


def _verify(
    name: str, samples: int, seed: int, thorough: bool, cases: bool
) -> list[Result]:
    pair = pairs.load(name)
    return list(verify(pair, samples, seed, None, thorough, cases))
