"""Updates that differ though the gradients are equal: which formula explains each side.

Each side's weights are computed again from its own gradients, by each formula, and
taken as explained if they come out within what rounding can do to these numbers: the
rule of ``equivalence.rounding``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tape_patterns.equivalence.rounding import Rounding
from tape_patterns.recorder.diagnosis import formulas, rates
from tape_patterns.recorder.diagnosis.cause import (
    EPS32,
    Array,
    Cause,
    Evidence,
    number,
)
from tape_patterns.recorder.diagnosis.clipping import Side
from tape_patterns.recorder.diagnosis.formulas import Candidate
from tape_patterns.recorder.matching import parse

FEWEST = 8
"""Of fewer numbers, a formula may fit by chance."""
MOST_NUMBERS = 2048
PLAIN = "gradient descent"
FEWEST_CLIPPED = 3
"""In so many steps the same limit is no chance."""


@dataclass(frozen=True)
class Steps:
    """A side's first steps, all its variables in one axis.

    Attributes:
        weights: before the first step, and after each.
        gradients: of each step.
    """

    weights: Sequence[Array]
    gradients: Sequence[Array]


@dataclass(frozen=True)
class Fit:
    """A formula that explains a side, and the rate of each step."""

    candidate: Candidate
    rates: tuple[float, ...]


def explain(evidence: Evidence) -> list[Cause]:
    """Say which formulas, settings or rates the two sides have."""
    if evidence.kind not in ("weights", "slots"):
        return []
    if not all(
        evidence.equal(n, evidence.step)
        for n in evidence.names("gradients", evidence.step)
    ):
        return []
    steps = _steps(evidence, evidence.old), _steps(evidence, evidence.new)
    if not steps[0] or not steps[1]:
        return []
    old, new = fits(steps[0]), fits(steps[1])
    if not old or not new:
        return []
    labels = {fit.candidate.label for fit in old} & {f.candidate.label for f in new}
    if not labels:
        return [_other_formula(old, new)]
    same = next(f for f in old if f.candidate.label in labels)
    other = next(f for f in new if f.candidate.label == same.candidate.label)
    if cause := _rates(evidence, (steps[0], steps[1]), same, other):
        return [cause]
    keys = [
        {(f.candidate.label, f.candidate.rounded) for f in side} for side in (old, new)
    ]
    if not keys[0] & keys[1]:
        says = f"both sides are {same.candidate}; one rounds its settings to float32"
        return [Cause("rounded_settings", says, same.candidate.pair, True)]
    return []


def fits(steps: Steps) -> list[Fit]:
    """Return the formulas that explain a side, the simplest first."""
    inputs = {
        **{f"g{n}": values for n, values in enumerate(steps.gradients)},
        **{f"w{n}": values for n, values in enumerate(steps.weights[:-1])},
    }
    actual = {str(n): values for n, values in enumerate(steps.weights[1:])}
    moved = max(
        float(np.max(np.abs(after - before), initial=0.0))
        for before, after in zip(steps.weights, steps.weights[1:], strict=False)
    )
    found: list[Fit] = []
    for candidate in formulas.candidates():
        if found and formulas.DECAYS_OF_WEIGHTS & candidate.settings.keys():
            # A simpler formula does.
            continue
        found_rates: list[float] = []
        expected = _replay(candidate, inputs, actual, found_rates)
        apart = max(
            float(np.max(np.abs(expected[key] - actual[key]), initial=0.0))
            for key in actual
        )
        # Far off: no rounding needs to be measured.
        if not apart <= moved * EPS32**0.25:
            continue

        def execute(moved: Mapping[str, Any], c: Candidate = candidate) -> Any:
            return _replay(c, moved, actual, [])

        share, _ = Rounding(execute, inputs, expected).share(expected, actual)
        if share <= 1:
            found.append(Fit(candidate, tuple(found_rates)))
    return found


def _replay(
    candidate: Candidate,
    inputs: Mapping[str, Array],
    actual: Mapping[str, Array],
    found_rates: list[float],
) -> dict[str, Array]:
    """Compute the weights after each step; the rate is that which fits best."""
    state: formulas.State = {}
    found = {}
    for key, after in actual.items():
        weights, gradient = inputs[f"w{key}"], inputs[f"g{key}"]
        offset, direction = formulas.update(candidate, state, weights, gradient)
        # In float64: the rate is one number, and its own rounding no question here.
        wide = direction.astype(np.float64)
        squares = float(np.dot(wide, wide))
        left = weights.astype(np.float64) - after - offset
        rate = float(np.dot(left, wide)) / squares if squares else 0.0
        formulas.took(state, rate)
        found_rates.append(rate)
        found[key] = (weights - (offset + rate * direction)).astype(after.dtype)
    return found


def _steps(evidence: Evidence, side: Side) -> Steps | None:
    owner = parse(evidence.place.name).owner

    def values(step: int, kind: str) -> dict[str, Array]:
        names = {name: parse(name) for name in side(step)}
        return {
            parts.stem: side(step)[name].values
            for name, parts in names.items()
            if (parts.owner, parts.kind) == (owner, kind)
        }

    # With several optimizers, only some of the steps are this one's.
    own = [n for n in evidence.from_the_start() if n and values(n, "gradients")]
    stems = sorted(values(own[0], "gradients")) if own else []
    weights, gradients = [], []
    try:
        weights.append(_joined([values(0, "weights")[stem] for stem in stems]))
        for step in own:
            gradient, after = values(step, "gradients"), values(step, "weights")
            weights.append(_joined([after[stem] for stem in stems]))
            gradients.append(_joined([gradient[stem] for stem in stems]))
    except KeyError:
        return None
    if not gradients or any(len(g) != len(weights[0]) for g in gradients):
        return None
    if len(weights[0]) < FEWEST or weights[0].dtype.kind != "f":
        return None
    return Steps(weights, gradients)


def _joined(arrays: list[Array]) -> Array:
    if not arrays:
        return np.zeros(0)
    joined = np.concatenate(arrays)
    places = np.linspace(0, len(joined) - 1, min(len(joined), MOST_NUMBERS))
    return np.asarray(joined[places.astype(int)])


def _other_formula(old: list[Fit], new: list[Fit]) -> Cause:
    """Name the two formulas that have most in common."""

    def apart(pair: tuple[Fit, Fit]) -> int:
        one, other = (set(fit.candidate.label) for fit in pair)
        return len(one ^ other)

    one, other = min(((a, b) for a in old for b in new), key=apart)
    a, b = one.candidate, other.candidate
    if a.optimizer != b.optimizer:
        says = f"the old side's update is that of {a}, the new side's that of {b}"
        return Cause("other_optimizer", says, a.pair)
    names = sorted(a.settings.keys() | b.settings.keys())
    differing = [n for n in names if a.settings.get(n, 0) != b.settings.get(n, 0)]
    said = " and ".join(
        f"{name} {_said(a, name)} (old), {_said(b, name)} (new)" for name in differing
    )
    pair = b.pair if "nesterov" in differing else a.pair
    if "nesterov" in differing:
        pair = "nesterov"
    if formulas.DECAYS_OF_WEIGHTS & set(differing):
        pair = "adamw" if a.optimizer == "Adam" else "regularization_losses"
    says = f"both updates are those of {a.optimizer}, with {said}"
    return Cause("other_settings", says, pair)


def _said(candidate: Candidate, name: str) -> str:
    value = candidate.settings.get(name, 0)
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}"


def _rates(
    evidence: Evidence, sides: Sequence[Steps], old: Fit, new: Fit
) -> Cause | None:
    """Compare the rates that one formula needs on both sides."""
    one, other = np.array(old.rates), np.array(new.rates)
    steps = sides[0]
    # A rate is read from how far the weights moved, which rounding blurs.
    moved = np.max(np.abs(steps.weights[1] - steps.weights[0]), initial=0.0)
    blur = (
        float(np.max(np.abs(steps.weights[0]), initial=0.0) / moved) if moved else 0.0
    )
    close = evidence.close * max(1.0, blur)

    def alike(a: Any, b: Any) -> bool:
        return bool(np.all(np.abs(a - b) <= close * np.maximum(np.abs(a), np.abs(b))))

    what = f"both updates are those of {old.candidate}"
    if "beta2" in old.candidate.settings and not alike(one, other):
        # TF1 multiplies powers of beta in float32, whatever it trains, and the rate
        # has 1 - beta^t in it.
        most = EPS32 / (1 - old.candidate.settings["beta2"])
        if np.all(np.abs(other - one) <= most * np.abs(one)):
            says = f"{what}; one side rounds beta or its powers to float32"
            return Cause("rounded_settings", says, old.candidate.pair, True)
    cause = rates.explain_difference(one, other, alike, what, old.candidate.pair)
    if cause and cause.name == rates.OTHER and old.candidate.optimizer == PLAIN:
        return _clipped(sides, one, other) or cause
    return cause


def _clipped(sides: Sequence[Steps], one: Array, other: Array) -> Cause | None:
    """Whether one side's rates shrink with its gradients' norm: it clips inside."""
    rates = one, other
    for side, lacks in ((0, "new"), (1, "old")):
        clipped, free = rates[side], rates[1 - side]
        norms = [float(np.sqrt(np.dot(g, g))) for g in sides[side].gradients]
        active = clipped < free * (1 - EPS32)
        limits = (clipped * norms / free)[active]
        # Keras computes the norm in float32.
        if len(limits) >= FEWEST_CLIPPED and np.ptp(limits) <= EPS32 * limits[0]:
            says = (
                f"the gradients are clipped to the global norm {number(limits[0])}"
                f" before the update; that is missing on the {lacks} side"
            )
            return Cause("clip_missing", says, "clip_by_global_norm")
    return None
