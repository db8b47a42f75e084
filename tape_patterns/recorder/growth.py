"""Where two recordings first differ, and how the difference grows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from tape_patterns.equivalence import difference
from tape_patterns.errors import UsageError
from tape_patterns.recorder.matching import BACKWARD, Matching, match, parse
from tape_patterns.recorder.reading import Recording, Tensor

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Place:
    """Where an array differs in a step: where it differs most.

    Attributes:
        step: its number; 0 is what there was before the first one.
        name: the old side's.
        index: of the number; None if it is none of the samples.
        old: that number on the old side.
        new: on the new side.
        ulp: how many floating-point numbers lie between the two.
        absolute: the difference.
        relative: to the array's largest magnitude on the old side.
        problem: what makes the arrays incomparable, empty if nothing does.
    """

    step: int
    name: str
    index: tuple[int, ...] | None
    old: float
    new: float
    ulp: int
    absolute: float
    relative: float
    problem: str = ""


@dataclass
class Curve:
    """How far an array is apart, step after step.

    Attributes:
        eps: the relative distance of two neighbouring numbers of its dtype; 0 for
            integers.
        apart: the largest absolute difference, by step.
        scale: the largest magnitude on both sides, by step.
    """

    eps: float
    apart: dict[int, float] = field(default_factory=dict)
    scale: dict[int, float] = field(default_factory=dict)


@dataclass
class Comparison:
    """Two recordings, compared.

    Attributes:
        old: the reference.
        new: the port.
        matching: their names.
        steps: those that both have.
        curves: by the old side's names, in the order of a step.
        first: where they first differ; None if they never do.
        differ: where each name first differs; names that never do are not there.
    """

    old: Recording
    new: Recording
    matching: Matching
    steps: Sequence[int]
    curves: dict[str, Curve]
    differ: dict[str, Place]

    @property
    def first(self) -> Place | None:
        """Where they first differ; None if they never do."""
        # The names stand in the order in which a step computes them.
        return min(self.differ.values(), key=lambda place: place.step, default=None)

    @property
    def other_dtypes(self) -> list[str]:
        """Names whose arrays have another dtype on each side."""
        pairs = self.matching.pairs.items()
        return [n for n, m in pairs if self.old.dtypes[n] != self.new.dtypes[m]]

    @property
    def eps(self) -> float:
        """The widest distance of neighbouring numbers, relative; 0 without floats.

        Of what a step computes, if there is any: TF1's learning rates are float32 in
        a float64 program too.
        """
        computed = [n for n in self.curves if parse(n).kind in BACKWARD]
        return max((self.curves[n].eps for n in computed or self.curves), default=0.0)

    @cached_property
    def _scales(self) -> dict[tuple[str, int], float]:
        found: dict[tuple[str, int], float] = {}
        for name, curve in self.curves.items():
            for step, scale in curve.scale.items():
                key = parse(name).kind, step
                found[key] = max(found.get(key, 0.0), scale)
        return found

    def scale(self, name: str, step: int) -> float:
        """Return the largest magnitude of all arrays of a name's kind in a step.

        A gradient may be zero but for what rounding leaves of its terms: then its own
        magnitude is no measure, that of its like is.
        """
        return self._scales[parse(name).kind, step]

    def overall(self) -> dict[int, float]:
        """Return the largest difference of all arrays, by step: relative, see scale."""
        found: dict[int, float] = {}
        for name, curve in self.curves.items():
            for step, apart in curve.apart.items():
                if apart:
                    scale = self.scale(name, step)
                    apart = apart / scale if scale else np.inf
                found[step] = max(found.get(step, 0.0), apart)
        return {step: found[step] for step in sorted(found)}


def compare(
    old: Recording,
    new: Recording,
    maps: Sequence[str] = (),
    advance: Callable[[], None] = lambda: None,
) -> Comparison:
    """Compare two recordings step by step; one step is in memory at a time.

    Args:
        old: the reference.
        new: the port.
        maps: which name is which, see ``match``.
        advance: called after each step.

    Raises:
        UsageError: they have no step, no name, or no array at a step in common.
    """
    matching = match(old, new, maps)
    steps = sorted(set(old.steps) & set(new.steps))
    if not any(steps):
        raise UsageError(f"{new.path}: has no step that {old.path} has")
    curves: dict[str, Curve] = {}
    differ: dict[str, Place] = {}
    for name, other in matching.pairs.items():
        dtypes = (old.dtypes[name], new.dtypes[other])
        eps = [float(np.finfo(d).eps) for d in dtypes if d.kind == "f"]
        curves[name] = Curve(max(eps, default=0.0))
    for step in steps:
        values, others = old.values(step), new.values(step)
        for name, other in matching.pairs.items():
            if name in values and other in others:
                _compare(step, name, values[name], others[other], curves[name], differ)
        advance()
    if not any(curve.apart for curve in curves.values()):
        raise UsageError(
            f"{new.path}: has no array at a step at which {old.path} has it; record"
            " both sides' optimizers in the same order"
        )
    return Comparison(old, new, matching, steps, curves, differ)


def _compare(
    step: int,
    name: str,
    old: Tensor,
    new: Tensor,
    curve: Curve,
    differ: dict[str, Place],
) -> None:
    curve.scale[step] = max(old.largest, new.largest)
    a, b = old.values, new.values
    if old.shape != new.shape:
        problem = f"shape {old.shape} against {new.shape}"
    elif a.shape != b.shape:
        problem = "other samples: record both sides with the same whole= and samples="
    else:
        same_bits = a.dtype == b.dtype and a.tobytes() == b.tobytes()
        if same_bits and _crc(old) == _crc(new):
            curve.apart[step] = 0.0
            return
        curve.apart[step], place = _largest(a, b)
        if not curve.apart[step] and not same_bits and _crc(old) is None:
            # The sign of a zero, or the bits of a NaN.
            return
        if name not in differ:
            differ[name] = _place(step, name, old, new, curve, place)
        if not curve.apart[step]:
            curve.apart[step] = _outside_samples(old, new)
        return
    curve.apart[step] = float("inf")
    if name not in differ:
        nan = float("nan")
        differ[name] = Place(
            step, name, None, nan, nan, 0, float("inf"), float("inf"), problem
        )


def _crc(tensor: Tensor) -> float | None:
    return tensor.digest.crc if tensor.digest else None


def _largest(a: Array, b: Array) -> tuple[float, int]:
    """Return the largest difference and its place; NaN equals NaN."""
    with np.errstate(invalid="ignore", over="ignore"):
        apart = np.abs(a.astype(np.float64) - b.astype(np.float64))
    if not apart.size:
        return 0.0, 0
    place = int(np.argmax(apart))
    largest = float(apart[place])
    if np.isfinite(largest):
        return largest, place
    same = (a == b) | (np.isnan(a) & np.isnan(b))
    apart = np.where(same, 0.0, np.where(np.isfinite(apart), apart, np.inf))
    place = int(np.argmax(apart))
    return float(apart[place]), place


def _outside_samples(old: Tensor, new: Tensor) -> float:
    """Return a difference between numbers of which only sums are known, at least."""
    assert old.digest
    assert new.digest
    one, other = old.digest, new.digest
    mean = abs(one.magnitudes - other.magnitudes) / max(old.size, 1)
    ends = max(abs(one.low - other.low), abs(one.high - other.high))
    return max(mean, ends, float(np.spacing(old.largest)))


def _place(
    step: int, name: str, old: Tensor, new: Tensor, curve: Curve, place: int
) -> Place:
    apart, scale = curve.apart[step], old.largest
    if not apart:
        found = _outside_samples(old, new)
        nan = float("nan")
        relative = found / scale if scale else float("inf")
        return Place(step, name, None, nan, nan, 0, found, relative)
    a, b = old.values[place : place + 1], new.values[place : place + 1]
    # Of two dtypes, in the units of the coarser one.
    narrow = min(a.dtype, b.dtype, key=lambda dtype: dtype.itemsize)
    with np.errstate(over="ignore"):
        ulp = difference.compare(
            {name: a.astype(narrow)}, {name: b.astype(narrow)}
        ).max_ulp
    relative = apart / scale if scale else float("inf")
    numbers = float(a[0]), float(b[0])
    return Place(step, name, old.index(place), *numbers, ulp, apart, relative)


def place_at(comparison: Comparison, step: int, name: str) -> Place:
    """Return where an array differs in a step, which need not be the first one."""
    found = comparison.differ[name]
    if found.step == step:
        return found
    other = comparison.matching.pairs[name]
    curve = Curve(comparison.curves[name].eps)
    old, new = comparison.old.values(step), comparison.new.values(step)
    differ: dict[str, Place] = {}
    _compare(step, name, old[name], new[other], curve, differ)
    return differ[name]
