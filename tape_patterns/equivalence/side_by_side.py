"""Verify many pairs at once, in several processes."""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Sequence
from pathlib import Path

from tape_patterns import children, pairs, processors
from tape_patterns.equivalence.tensorflow1 import TensorFlow1
from tape_patterns.equivalence.verification import Result, verify
from tape_patterns.pair import Pair

MANY = 12
"""From how many pairs on a second import of TensorFlow is soon made up for."""
MOST = 4

_live: tuple[Path | None, Path] | None = None
_tensorflow1: TensorFlow1 | None = None


def usual_jobs(count: int) -> int:
    """Return how many processes verify ``count`` pairs, if nobody says."""
    return min(MOST, processors.count()) if count >= MANY else 1


def verify_side_by_side(
    chosen: Sequence[Pair],
    samples: int,
    seed: int,
    thorough: bool,
    cases: bool,
    jobs: int,
    tensorflow1: TensorFlow1 | None = None,
) -> Generator[list[Result]]:
    """Verify each pair in one of ``jobs`` processes; the results keep their order.

    With ``tensorflow1`` each of them has a TensorFlow 1.15.5 of its own, with the
    same Python, which writes into the folder of this one.

    Raises:
        UsageError: as ``verify``, or a process ended.
    """
    live = (tensorflow1.python, tensorflow1.folder) if tensorflow1 else None
    if tensorflow1:
        tensorflow1.stop()
    work = children.processes(jobs, "spawn", "verified a pair", _begin, live)
    with work as pool:
        with children.interrupts_kept_away():
            running = [
                pool.submit(_verify, pair.name, samples, seed, thorough, cases)
                for pair in chosen
            ]
        for one in running:
            yield one.result()


def _begin(live: tuple[Path | None, Path] | None) -> None:
    global _live
    children.prepare()
    _live = live


def _verify(
    name: str, samples: int, seed: int, thorough: bool, cases: bool
) -> list[Result]:
    global _tensorflow1
    if _live and not _tensorflow1:
        python, folder = _live
        # What it writes goes with this folder, however this process ends.
        tempfile.tempdir = str(folder)
        _tensorflow1 = TensorFlow1(python).__enter__()
    pair = pairs.load(name)
    return list(verify(pair, samples, seed, _tensorflow1, thorough, cases))
