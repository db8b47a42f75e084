"""Whether a difference is rounding, or one of meaning.

Rounding in float64 is 2^29 times smaller than in float32, and a difference of meaning
is as large in both. So the same two programs in float64 tell which it is: a difference
that is nearer (as a ratio) to what float64 rounds than to what float32 did is rounding.
What the float32 recordings say alone is less, and so is the verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from tape_patterns.equivalence.rounding import TIMES
from tape_patterns.recorder.diagnosis.cause import Cause
from tape_patterns.recorder.growth import Comparison, Place, place_at
from tape_patterns.recorder.matching import parse

EPS32 = float(np.finfo(np.float32).eps)
EPS64 = float(np.finfo(np.float64).eps)
MIDDLE = (EPS64 / EPS32) ** 0.5
"""Half-way, as a ratio, from rounding in float32 to rounding in float64."""
HALF_THE_DIGITS = EPS32**0.5
"""Half-way from rounding in float32 to no digit in common."""
UPDATED = ("slots", "weights", "averages")
"""What a step changes after it has computed its gradients."""


class Kind(str, Enum):
    """What a difference is."""

    identical = "identical"
    rounding = "rounding"
    meaning = "a difference of meaning"
    unknown = "can't tell"


@dataclass(frozen=True)
class Verdict:
    """What a difference is, and why.

    Attributes:
        kind: what it is.
        because: what the numbers show, one sentence.
        next: which run would tell, or would show more; may be empty.
        place: of a difference of meaning, where it begins.
        in_float64: whether ``place`` is in the float64 recordings.
        against: the side that differs from the old one there: ``new``, or ``again``,
            its second run.
    """

    kind: Kind
    because: str
    next: str = ""
    place: Place | None = None
    in_float64: bool = False
    against: str = "new"


def judge(
    main: Comparison,
    double: Comparison | None,
    again: Comparison | None,
    causes: Callable[[Comparison, Place], Sequence[Cause]],
) -> Verdict:
    """Say what the difference of two recordings is.

    Args:
        main: the old side and the new one.
        double: the same two programs in float64, if they were recorded.
        again: the old side and a second run of it, if that was recorded.
        causes: what explains a difference that begins at a place, to the last bits.
    """
    if again and (raced := _race(again)):
        return raced
    sharpest = double or (main if 0 < main.eps <= EPS64 else None)
    if sharpest:
        return _by_float64(main, sharpest, causes)
    if main.first is None:
        return Verdict(
            Kind.identical,
            "all that both sides recorded is equal, bit for bit",
            "a difference that float32 cannot hold shows only in float64",
        )
    if place := plain_difference(main):
        return Verdict(
            Kind.meaning,
            f"step {place.step} is the first in which anything differs, and there"
            f" '{place.name}' differs by more than rounding can in one step",
            place=place,
        )
    if again and again.first and _within(main, again):
        return Verdict(
            Kind.rounding,
            f"at no step are the two more than {TIMES:.0f} times as far apart as two"
            " runs of the old side are",
        )
    if any(not cause.rounds_settings for cause in causes(main, main.first)):
        return Verdict(
            Kind.meaning,
            "the causes below explain it to the last bits",
            place=main.first,
        )
    return Verdict(
        Kind.unknown,
        "the difference begins in the last bits of float32: rounding, or a mistake"
        " that is as small",
        "record both sides in float64, and pass them as OLD64 NEW64",
    )


def _by_float64(
    main: Comparison,
    double: Comparison,
    causes: Callable[[Comparison, Place], Sequence[Cause]],
) -> Verdict:
    place = beyond_rounding(main, double)
    if place is None and main.first is None and double.first is None:
        return Verdict(
            Kind.identical, "all that both sides recorded is equal, bit for bit"
        )
    largest = max(double.overall().values())
    if place is None:
        return Verdict(
            Kind.rounding,
            f"in float64 the largest difference is {largest:.1e} of the largest number,"
            f" in float32 it is {max(main.overall().values()):.1e}"
            if double is not main
            else f"in float64 the largest difference is {largest:.1e} of the largest"
            " number, and begins in the last bits",
        )
    found = causes(double, place)
    if found and all(cause.rounds_settings for cause in found):
        return Verdict(
            Kind.unknown,
            f"in float64 '{place.name}' differs by {place.relative:.1e}, which is what"
            " float32 rounds a setting by",
            "pass each setting as float(np.float32(...)) on both sides; take Adam from"
            " tape_patterns.optimizers, since TF1 rounds its powers of beta too; then"
            " record the float64 pair again",
            place,
            True,
        )
    hidden = " (float32 hides it)" if main.first is None else ""
    return Verdict(
        Kind.meaning,
        f"in float64 '{place.name}' differs by {place.relative:.1e} of its magnitude"
        f" at step {place.step}, which is no rounding of float64{hidden}",
        place=place,
        in_float64=True,
    )


def beyond_rounding(main: Comparison, double: Comparison) -> Place | None:
    """Return where float64 recordings first differ by more than rounding."""
    growth = _fastest_growth(main)
    far: dict[str, float] = {}
    before = 0.0
    overall = double.overall()
    for step in double.steps:
        for name, curve in double.curves.items():
            if step not in curve.apart:
                continue
            narrow = main.curves.get(name)
            if narrow and narrow is not curve and step in narrow.apart:
                far[name] = max(far.get(name, 0.0), narrow.apart[step])
            limit = max(far.get(name, 0.0), EPS32 * curve.scale[step]) * MIDDLE
            # What has grown into it from the last bits is rounding still.
            relative = curve.apart[step] / (double.scale(name, step) or 1.0)
            grown = before and relative <= TIMES * growth * before
            if curve.apart[step] > limit and not grown:
                return place_at(double, step, name)
        before = max(before, overall.get(step, 0.0))
    return None


def _fastest_growth(main: Comparison) -> float:
    """Return by how much the difference grew in one step, at most."""
    fastest, largest = 1.0, 0.0
    for apart in main.overall().values():
        if largest and np.isfinite(apart):
            fastest = max(fastest, apart / largest)
        largest = max(largest, apart)
    return fastest


def plain_difference(main: Comparison) -> Place | None:
    """Return a difference that is plainly more than rounding, in float32 alone.

    That is one in what was there before the first step, which nothing computed; or
    one by more than half of the digits in the first step that differs at all.
    """
    first = main.first
    if first is None:
        return None
    step = first.step
    for name, place in main.differ.items():
        curve = main.curves[name]
        if place.step != step:
            continue
        if _follows_from_noise(main, name, step):
            continue
        if step == 0:
            limit = TIMES * curve.eps * curve.scale[step]
        else:
            limit = HALF_THE_DIGITS * main.scale(name, step)
        if curve.apart[step] > (limit if curve.eps else 0.0):
            return place
    return None


def _follows_from_noise(comparison: Comparison, name: str, step: int) -> bool:
    """Whether an array's gradient is no more than what rounding leaves of zero.

    Adam divides it by its own magnitude, and moves the weights by the whole rate.
    """
    array = parse(name)
    for other, curve in comparison.curves.items():
        gradient = parse(other)
        if (
            array.kind in UPDATED
            and gradient.kind == "gradients"
            and gradient.owner == array.owner
            and f"{array.stem}/".startswith(f"{gradient.stem}/")
            and step in curve.apart
        ):
            apart = curve.apart[step]
            scale = comparison.scale(other, step)
            own = curve.scale[step]
            return bool(HALF_THE_DIGITS * own < apart <= HALF_THE_DIGITS * scale)
    return False


def _race(again: Comparison) -> Verdict | None:
    place = plain_difference(again)
    if place is None:
        return None
    return Verdict(
        Kind.meaning,
        f"the old side differs from its own second run, at step {place.step} in"
        f" '{place.name}', by more than rounding; nothing can equal it",
        "mend that first: tf.enable_resource_variables(), fixed seeds and batches;"
        " then record the old side again",
        place,
        against="again",
    )


def _within(main: Comparison, again: Comparison) -> bool:
    spread, allowed = again.overall(), 0.0
    for step, apart in main.overall().items():
        allowed = max(allowed, spread.get(step, 0.0))
        if apart > TIMES * allowed:
            return False
    return True


def only_after_an_update(comparison: Comparison) -> tuple[Sequence[str], Sequence[str]]:
    """Return names that differ before any update, and those that follow from one."""
    at_once: list[str] = []
    later: list[str] = []
    first = next(step for step in comparison.steps if step)
    for name, place in comparison.differ.items():
        updated = place.step > first or parse(name).kind in UPDATED
        (later if place.step and updated else at_once).append(name)
    return at_once, later
