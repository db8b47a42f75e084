"""Prints what two recordings show, for a person or a program."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from tape_patterns.recorder.comparing import Result
from tape_patterns.recorder.growth import Comparison, Place
from tape_patterns.recorder.verdict import Kind, only_after_an_update

SHOWN = 3
"""So many names are shown of a long list."""
ROWS = (1, 2, 5)
"""Steps that are shown: these times a power of ten, and the last one."""
NO_CAUSE = "No known cause."


def lines(result: Result) -> Iterator[str]:
    """Yield what a person reads."""
    main = result.main
    yield f"Verdict: {result.verdict.kind.value}."
    yield f"  {_sentence(result.verdict.because)}"
    if result.verdict.next:
        yield f"  Next: {_sentence(result.verdict.next)}"
    if result.verdict.place:
        title = "First difference beyond rounding"
        yield from _place(title, result.verdict.place, result.verdict.against)
    if main.first and main.first != result.verdict.place:
        yield from _place("First difference", main.first)
    if result.causes or result.verdict.kind is Kind.meaning:
        yield "Diagnosis"
        for cause in result.causes:
            yield f"  {_sentence(cause.says)}"
            yield f"  Read: tape-patterns show {cause.pair}"
        if not result.causes:
            yield f"  {NO_CAUSE}"
    yield from _growth(result)
    yield from _names(result)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].removesuffix(".") + "."


def _place(title: str, place: Place, against: str = "new") -> Iterator[str]:
    step = f"step {place.step}" if place.step else "before the first step"
    yield title
    where = "" if not place.index else f"[{', '.join(map(str, place.index))}]"
    yield f"  {step}, {place.name}{where}"
    if place.problem:
        yield f"  {place.problem}"
    elif place.index is None:
        yield "  outside the samples that were kept"
    else:
        yield f"  old {place.old!r}, {against} {place.new!r}"
        yield (
            f"  {place.absolute:.2g} apart, {place.relative:.2g} of the largest number,"
            f" {place.ulp:,} ULP"
        )


def _growth(result: Result) -> Iterator[str]:
    if not result.main.first and not (result.double and result.double.first):
        return
    columns = {"old, new": result.main.overall()}
    if result.double:
        columns["float64"] = result.double.overall()
    if result.again:
        columns["old, again"] = result.again.overall()
    yield "Largest difference, of the largest number of its kind"
    yield "  " + f"{'step':>8}" + "".join(f"{name:>12}" for name in columns)
    for step in shown_steps(list(result.main.overall())):
        cells = "".join(
            f"{curve[step]:>12.1e}" if step in curve else " " * 12
            for curve in columns.values()
        )
        yield f"  {step:>8}{cells}"


def shown_steps(steps: Sequence[int]) -> list[int]:
    """Return the steps of a table: 0, 1, 2, 5, 10, 20, 50, ... and the last one."""
    wanted = {0, steps[-1]} if steps else set()
    power = 1
    while steps and power <= steps[-1]:
        wanted |= {factor * power for factor in ROWS}
        power *= 10
    return [step for step in steps if step in wanted]


def _names(result: Result) -> Iterator[str]:
    main = result.main
    at_once, later = only_after_an_update(main)
    if at_once:
        yield f"Differ before any update: {_some(at_once)}"
    if later:
        yield f"Differ only after an update: {_some(later)}"
    if main.other_dtypes:
        names = [
            f"{name} ({main.old.dtypes[name]},"
            f" {main.new.dtypes[main.matching.pairs[name]]})"
            for name in main.other_dtypes
        ]
        yield f"Of another dtype: {_some(names)}"
    if main.matching.by_order:
        pairs = [f"{n} = {main.matching.pairs[n]}" for n in main.matching.by_order]
        yield f"Matched by order and shape: {_some(pairs)}"
    if main.matching.only_old:
        yield f"Only in {main.old.path}: {_some(main.matching.only_old)}"
    if main.matching.only_new:
        yield f"Only in {main.new.path}: {_some(main.matching.only_new)}"
    for recording in (main.old, main.new):
        if not recording.complete:
            yield (f"{recording.path} was not closed: its last step may be missing")


def _some(names: Sequence[str]) -> str:
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more} more" if more > 0 else "")


def as_json(result: Result) -> dict[str, Any]:
    """Return what a program reads; the page says what each key is."""
    main = result.main
    at_once, later = only_after_an_update(main)
    return {
        "verdict": result.verdict.kind.name,
        "because": result.verdict.because,
        "next": result.verdict.next,
        "beyond_rounding": _place_as_json(result.verdict.place),
        "first_difference": _place_as_json(main.first),
        "causes": [
            {"name": cause.name, "says": cause.says, "pair": cause.pair}
            for cause in result.causes
        ],
        "steps": len(main.steps),
        "growth": _curve(main),
        "growth_float64": _curve(result.double),
        "growth_again": _curve(result.again),
        "before_any_update": list(at_once),
        "after_an_update": list(later),
        "names": {
            "matched": dict(main.matching.pairs),
            "by_order": list(main.matching.by_order),
            "other_dtype": main.other_dtypes,
            "only_old": list(main.matching.only_old),
            "only_new": list(main.matching.only_new),
        },
        "recordings": [
            {
                "path": str(recording.path),
                "made_by": recording.made_by,
                "complete": recording.complete,
            }
            for recording in (main.old, main.new)
        ],
    }


def _place_as_json(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "step": place.step,
        "name": place.name,
        "index": None if place.index is None else list(place.index),
        "old": _finite(place.old),
        "new": _finite(place.new),
        "ulp": place.ulp,
        "absolute": _finite(place.absolute),
        "relative": _finite(place.relative),
        "problem": place.problem,
    }


def _curve(comparison: Comparison | None) -> list[list[float | None]] | None:
    if comparison is None:
        return None
    overall = comparison.overall()
    return [[step, _finite(overall[step])] for step in shown_steps(list(overall))]


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
