"""What explains a difference, and the numbers that a diagnosis looks at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from tape_patterns.recorder.growth import Comparison, Place
from tape_patterns.recorder.matching import parse
from tape_patterns.recorder.reading import Recording, Tensor
from tape_patterns.recorder.tape_recorder import FIRST_STEPS

Array = npt.NDArray[Any]
EPS32 = float(np.finfo(np.float32).eps)
MOST_STEPS = FIRST_STEPS
"""So many steps are looked at: those that a long run has too."""


@dataclass(frozen=True)
class Cause:
    """What explains a difference.

    Attributes:
        name: of the kind of cause, for programs.
        says: what the numbers show, one sentence without a full stop.
        pair: the pair of the catalogue to read.
        rounds_settings: whether it is no more than a setting rounded to float32.
    """

    name: str
    says: str
    pair: str
    rounds_settings: bool = False


@dataclass
class Evidence:
    """Two recordings that differ, and where that begins.

    Attributes:
        comparison: the sharpest there is: in float64, if that was recorded.
        place: where they first differ by more than rounding.
    """

    comparison: Comparison
    place: Place
    _kept: dict[tuple[bool, int], dict[str, Tensor]] = field(default_factory=dict)

    @property
    def step(self) -> int:
        """The step in which the difference begins."""
        return self.place.step

    @property
    def kind(self) -> str:
        """The kind of array in which it begins."""
        return parse(self.place.name).kind

    @property
    def close(self) -> float:
        """Up to this relative difference, numbers count as equal.

        Half-way, as a ratio, from this dtype's rounding to that of the next coarser
        one; for float32, to no digit in common.
        """
        eps = self.comparison.eps
        return float((eps * (EPS32 if eps < EPS32 else 1.0)) ** 0.5)

    def old(self, step: int) -> dict[str, Tensor]:
        """Return a step of the old side, by the old side's names."""
        return self._values(self.comparison.old, step, old=True)

    def new(self, step: int) -> dict[str, Tensor]:
        """Return a step of the new side, by the old side's names."""
        return self._values(self.comparison.new, step, old=False)

    def names(self, kind: str, step: int) -> list[str]:
        """Return the names of a kind that both sides have in a step."""
        old, new = self.old(step), self.new(step)
        return [n for n in old if parse(n).kind == kind and n in new]

    def equal(self, name: str, step: int) -> bool:
        """Whether an array is equal but for rounding."""
        curve = self.comparison.curves[name]
        limit = self.close * curve.scale.get(step, 0.0)
        return curve.apart.get(step, 0.0) <= limit

    def alike(self, one: Array, other: Array, scale: float = 0.0) -> bool:
        """Whether arrays are equal but for rounding."""
        if one.shape != other.shape:
            return False
        scale = max(scale, _largest(one), _largest(other))
        with np.errstate(invalid="ignore"):
            apart = np.abs(one.astype(np.float64) - other.astype(np.float64))
        # A NaN is not alike.
        return bool(np.all(apart <= self.close * scale))

    def before(self, name: str, step: int) -> Tensor | None:
        """Return an array of the old side as it was before a step.

        With several optimizers, the step before may be that of another one.
        """
        earlier = [other for other in self.comparison.steps if other < step]
        for other in earlier[: -MOST_STEPS - 1 : -1]:
            if name in self.old(other):
                return self.old(other)[name]
        return None

    def from_the_start(self) -> list[int]:
        """Return the steps from 0 on that both sides have, up to the first gap."""
        steps = self.comparison.steps
        run = [step for place, step in enumerate(steps) if step == place]
        return run[: MOST_STEPS + 1]

    def _values(self, recording: Recording, step: int, old: bool) -> dict[str, Tensor]:
        if (old, step) not in self._kept:
            values = recording.values(step)
            pairs = self.comparison.matching.pairs
            self._kept[old, step] = {
                name: values[name if old else other]
                for name, other in pairs.items()
                if (name if old else other) in values
            }
        return self._kept[old, step]


def _largest(values: Array) -> float:
    return float(np.max(np.abs(values.astype(np.float64)), initial=0.0))


def number(value: float) -> str:
    """Write a number as a person would: 0.1, and not 0.10000000149."""
    return f"{value:.6g}"


def joined(found: list[tuple[Array, Array]]) -> tuple[Array, Array]:
    """Join pairs of arrays to one pair with one axis, in float64."""
    one = [a.ravel().astype(np.float64) for a, _ in found]
    other = [b.ravel().astype(np.float64) for _, b in found]
    return np.concatenate(one), np.concatenate(other)


def factor(one: Array, other: Array) -> float:
    """Return the number that ``one`` times it is nearest to ``other``; 0 for none."""
    squares = float(np.dot(one, one))
    return float(np.dot(one, other)) / squares if squares else 0.0
