"""Moving averages that take the weights from before the update."""

from __future__ import annotations

from dataclasses import dataclass

from tape_patterns.recorder.diagnosis.cause import (
    Array,
    Cause,
    Evidence,
    factor,
    joined,
    number,
)
from tape_patterns.recorder.diagnosis.clipping import Side
from tape_patterns.recorder.matching import parse

AFTER, BEFORE = "after", "before"


@dataclass(frozen=True)
class _Fit:
    when: str
    share: float


def explain(evidence: Evidence) -> list[Cause]:
    """Say which side averages the weights from before its update."""
    if evidence.kind != "averages":
        return []
    old = _fit(evidence, evidence.old)
    new = _fit(evidence, evidence.new)
    if not old or not new:
        return []
    if old.when != new.when:
        late = "new" if new.when == BEFORE else "old"
        says = (
            f"the moving averages of the {late} side are late by one: they take the"
            " weights from before the update"
        )
        return [Cause("late_average", says, "moving_average")]
    if abs(old.share - new.share) > evidence.close * old.share:
        says = (
            f"the moving averages decay by {number(1 - old.share)} on the old side, by"
            f" {number(1 - new.share)} on the new one"
        )
        return [Cause("average_decay", says, "moving_average")]
    return []


def _fit(evidence: Evidence, side: Side) -> _Fit | None:
    """Return which weights an average takes, and their share in it."""
    steps = evidence.from_the_start()
    names = evidence.names("averages", evidence.step)
    for when in (AFTER, BEFORE):
        pairs: list[tuple[Array, Array]] = []
        scale = 0.0
        for step in steps[1:]:
            taken = side(step if when == AFTER else step - 1)
            for name in names:
                stem = parse(name).stem
                weights = next(
                    (
                        tensor
                        for other, tensor in taken.items()
                        if parse(other).kind == "weights" and parse(other).stem == stem
                    ),
                    None,
                )
                before, after = side(step - 1).get(name), side(step).get(name)
                if weights is None or before is None or after is None:
                    return None
                towards = weights.values - before.values
                pairs.append((towards, after.values - before.values))
                scale = max(scale, weights.largest, after.largest)
        if not pairs:
            return None
        one, other = joined(pairs)
        share = factor(one, other)
        if share and evidence.alike(one * share, other, scale):
            return _Fit(when, share)
    return None
