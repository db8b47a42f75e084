"""Verify many pairs at once, in several processes."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from tape_patterns import children, pairs
from tape_patterns.equivalence.verification import Result, verify
from tape_patterns.errors import UsageError
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
    context = multiprocessing.get_context("spawn")
    others = set(multiprocessing.active_children())
    with ProcessPoolExecutor(jobs, context, children.prepare) as pool:
        try:
            with children.interrupts_kept_away():
                running = [
                    pool.submit(_verify, pair.name, samples, seed, thorough, cases)
                    for pair in chosen
                ]
            for one in running:
                yield one.result()
        except BrokenProcessPool:
            raise UsageError(
                "a process that verified a pair was ended from outside, as it is when"
                " memory runs out; use --jobs 1"
            ) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in set(multiprocessing.active_children()) - others:
                process.kill()


def _verify(
    name: str, samples: int, seed: int, thorough: bool, cases: bool
) -> list[Result]:
    pair = pairs.load(name)
    return list(verify(pair, samples, seed, None, thorough, cases))
