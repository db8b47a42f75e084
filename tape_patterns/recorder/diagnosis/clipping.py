"""Gradients that are clipped on one side only."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tape_patterns.recorder.diagnosis.cause import (
    MOST_STEPS,
    Array,
    Cause,
    Evidence,
    factor,
    number,
)
from tape_patterns.recorder.reading import Tensor

FEWEST = 3
"""So many times the same norm, or the same largest number, is no chance."""
Side = Callable[[int], dict[str, Tensor]]


def explain(evidence: Evidence) -> list[Cause]:
    """Say whether one side's gradients are the other's, clipped."""
    names = evidence.names("gradients", evidence.step)
    if evidence.kind != "gradients" or not names:
        return []
    sides = {"new": (evidence.old, evidence.new), "old": (evidence.new, evidence.old)}
    for lacks, (clipped, free) in sides.items():
        if norm := _global_norm(evidence, names, clipped, free):
            says = (
                f"the gradients' global norm is {number(norm)} in step after step on"
                f" one side: clip_by_global_norm is missing on the {lacks} side"
            )
            return [Cause("clip_missing", says, "clip_by_global_norm")]
        if limit := _by_value(evidence, names, clipped, free):
            says = (
                f"the gradients are equal up to {number(limit)}, and end there on one"
                f" side: clip_by_value is missing on the {lacks} side"
            )
            return [Cause("clip_missing", says, "clip_each_gradient")]
        if _each_norm(evidence, names, clipped, free):
            says = (
                "each gradient's norm has the same largest value in step after step on"
                f" one side: clip_by_norm is missing on the {lacks} side"
            )
            return [Cause("clip_missing", says, "clip_each_gradient")]
    return []


def _steps(evidence: Evidence) -> list[int]:
    steps = [step for step in evidence.comparison.steps if step >= evidence.step]
    return steps[:MOST_STEPS]


def _norm(values: dict[str, Tensor], names: list[str]) -> float:
    return float(np.sqrt(sum(values[n].squares for n in names if n in values)))


def _global_norm(
    evidence: Evidence, names: list[str], clipped: Side, free: Side
) -> float:
    """Return the norm to which all gradients together are clipped; 0 for none."""
    norms = [_norm(clipped(step), names) for step in _steps(evidence)]
    limit = max(norms)
    often = sum(abs(norm - limit) <= evidence.close * limit for norm in norms)
    before = _norm(free(evidence.step), names)
    if often < FEWEST or before <= limit * (1 + evidence.close):
        return 0.0
    scale = limit / before
    for name in names:
        one, other = free(evidence.step)[name], clipped(evidence.step)[name]
        if not evidence.alike(one.values * scale, other.values):
            return 0.0
    return limit


def _each_norm(
    evidence: Evidence, names: list[str], clipped: Side, free: Side
) -> float:
    """Return the norm to which a gradient is clipped by itself; 0 for none."""
    found = 0.0
    for name in names:
        if evidence.equal(name, evidence.step):
            continue
        one, other = free(evidence.step)[name], clipped(evidence.step)[name]
        limit = _norm({name: other}, [name])
        norms = [_norm(clipped(step), [name]) for step in _steps(evidence)]
        often = sum(abs(norm - limit) <= evidence.close * limit for norm in norms)
        scale = factor(one.values.astype(np.float64), other.values.astype(np.float64))
        if often < FEWEST or not 0 < scale < 1 or one.size < FEWEST:
            return 0.0
        if not evidence.alike(one.values * scale, other.values):
            return 0.0
        if found and abs(limit - found) > evidence.close * found:
            return 0.0
        found = limit
    return found


def _by_value(evidence: Evidence, names: list[str], clipped: Side, free: Side) -> float:
    """Return the limit to which each number is clipped; 0 for none."""
    step = evidence.step
    limit = max(clipped(step)[name].largest for name in names)
    ends = 0
    for name in names:
        one: Array = free(step)[name].values
        other: Array = clipped(step)[name].values
        ends += int(np.sum(np.abs(other) == limit))
        if not evidence.alike(np.clip(one, -limit, limit), other):
            return 0.0
    return limit if ends >= FEWEST else 0.0
