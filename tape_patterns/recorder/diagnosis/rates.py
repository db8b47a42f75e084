"""Learning rates that differ: recorded ones, or those read from the updates."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tape_patterns.recorder.diagnosis.cause import (
    EPS32,
    Array,
    Cause,
    Evidence,
    number,
)

OTHER = "schedule"
"""The name of the cause that says no more than that they differ."""
SHOWN = 4
PAIR = "learning_rate_decay"


def explain(evidence: Evidence) -> list[Cause]:
    """Say how the recorded learning rates differ."""
    if evidence.kind != "learning_rate" or not evidence.step:
        return []
    name = evidence.place.name
    one, other = [], []
    for step in evidence.from_the_start()[1:]:
        old, new = evidence.old(step).get(name), evidence.new(step).get(name)
        if old is None or new is None or old.size != 1:
            return []
        one.append(float(old.values[0]))
        other.append(float(new.values[0]))

    def alike(a: Array, b: Array) -> bool:
        return bool(np.all(np.abs(a - b) <= evidence.close * np.abs(a)))

    cause = explain_difference(
        np.array(one), np.array(other), alike, "the recorded rates differ", PAIR
    )
    return [cause] if cause else []


def explain_difference(
    one: Array,
    other: Array,
    alike: Callable[[Array, Array], bool],
    what: str,
    pair: str,
) -> Cause | None:
    """Say how two rates for each step differ; None if they do not.

    Args:
        one: the old side's.
        other: the new side's.
        alike: whether rates are equal but for rounding.
        what: how the sentence begins.
        pair: the page on what the rates are used for.
    """
    if not len(one) or alike(one, other):
        return None
    changes = len(one) > 2 and not alike(one[1:], one[:-1])
    if changes and alike(other[1:], one[:-1]):
        says = f"{what}; the new side reads the learning rate one step late"
        return Cause("late_rate", says, PAIR)
    if changes and alike(one[1:], other[:-1]):
        says = f"{what}; the new side reads the learning rate one step early"
        return Cause("late_rate", says, PAIR)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = other / one
    if np.isfinite(ratios).all() and alike(ratios, ratios[:1]):
        if abs(ratios[0] - 1) < EPS32:
            says = f"{what}; one side rounds its learning rate to float32"
            return Cause("rounded_settings", says, pair, True)
        says = f"{what}; the new learning rate is {number(ratios[0])} times the old one"
        return Cause("rate", says, "fed_learning_rate")
    says = f"{what}; the learning rates are {_list(one)} (old), {_list(other)} (new)"
    return Cause(OTHER, says, PAIR)


def _list(rates: Array) -> str:
    return ", ".join(map(number, rates[:SHOWN])) + ", ..." * (len(rates) > SHOWN)
