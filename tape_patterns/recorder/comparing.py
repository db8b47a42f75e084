"""Compares recordings: names, growth, verdict and diagnosis together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tape_patterns.errors import UsageError
from tape_patterns.recorder import growth, verdict
from tape_patterns.recorder.diagnosis import RACE, diagnose
from tape_patterns.recorder.diagnosis.cause import Cause
from tape_patterns.recorder.growth import Comparison, Place
from tape_patterns.recorder.reading import Recording
from tape_patterns.recorder.verdict import Kind, Verdict


@dataclass(frozen=True)
class Result:
    """What two recordings show.

    Attributes:
        main: the old side against the new one.
        double: the same in float64, if that was recorded.
        again: the old side against its second run, if that was recorded.
        verdict: what the difference is.
        causes: of a difference of meaning, what explains it; empty if nothing does.
    """

    main: Comparison
    double: Comparison | None
    again: Comparison | None
    verdict: Verdict
    causes: Sequence[Cause]

    @property
    def begins(self) -> Place | None:
        """Where the two differ by more than rounding; else where they first differ."""
        return self.verdict.place or self.main.first


def compare(
    recordings: Sequence[Path | str],
    again: Path | str | None = None,
    maps: Sequence[str] = (),
    progress: Callable[[int], Callable[[], None]] = lambda _: lambda: None,
) -> Result:
    """Compare two recordings, with those that tell what the difference is.

    Args:
        recordings: the old and the new one; after them, if they were made, those of
            the same two programs in float64.
        again: a second run of the old side.
        maps: which name is which: ``old=new``, ``*`` for any text.
        progress: takes the number of steps, and returns what is called after each.

    Raises:
        UsageError: a file is no recording, or they cannot be compared.
    """
    if len(recordings) not in (2, 4):
        raise UsageError(
            f"takes two recordings, OLD NEW, or four, OLD NEW OLD64 NEW64; these are"
            f" {len(recordings)}"
        )
    read = [Recording(path) for path in recordings]
    pairs = (
        [(read[0], read[1]), (read[2], read[3])]
        if len(read) == 4
        else [(read[0], read[1])]
    )
    second = Recording(again) if again else None
    total = sum(min(len(old.steps), len(new.steps)) for old, new in pairs)
    total += min(len(second.steps), len(read[0].steps)) if second else 0
    advance = progress(total)
    found = [growth.compare(old, new, maps, advance) for old, new in pairs]
    main, double = found[0], found[1] if len(found) > 1 else None
    if double and not 0 < double.eps <= verdict.EPS64:
        raise UsageError(
            f"{double.old.path}: holds no float64 weights or losses on both sides; the"
            " third and fourth recording are those of the float64 programs"
        )
    repeated = growth.compare(read[0], second, (), advance) if second else None
    known: dict[tuple[int, str], list[Cause]] = {}

    def causes(comparison: Comparison, place: Place) -> list[Cause]:
        key = (id(comparison), place.name)
        if key not in known:
            known[key] = diagnose(comparison, place)
        return known[key]

    said = verdict.judge(main, double, repeated, causes)
    explained: Sequence[Cause] = ()
    if said.place:
        if repeated and verdict.plain_difference(repeated):
            explained = [RACE]
        else:
            explained = causes(
                double if said.in_float64 and double else main, said.place
            )
    elif said.kind is Kind.unknown and main.first:
        explained = causes(main, main.first)
    return Result(main, double, repeated, said, explained)
