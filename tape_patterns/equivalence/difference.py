"""How far two sets of named arrays are from each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Outputs = Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True)
class Difference:
    """The largest differences over all arrays of two results.

    Attributes:
        max_ulp: in units in the last place: how many floating-point numbers
            lie between the two, sign of zero included. For integers and
            booleans the plain difference.
        max_abs: absolute.
        max_rel: relative to the largest finite magnitude in the reference array.
        output: the array with the largest relative difference, empty if none.
        problem: what makes the two incomparable (a missing name, another shape
            or dtype, NaN or infinity in one only), empty if nothing does.
    """

    max_ulp: int = 0
    max_abs: float = 0.0
    max_rel: float = 0.0
    output: str = ""
    problem: str = ""

    @property
    def identical(self) -> bool:
        """Whether the two are equal bit for bit (NaNs count as equal)."""
        return not self.problem and self.max_ulp == 0


def compare(reference: Outputs, actual: Outputs) -> Difference:
    """Compare names, dtypes, shapes and values of ``actual`` with ``reference``.

    NaN equals NaN in the same place, an infinity the same infinity.
    """
    for missing in reference.keys() - actual.keys():
        return Difference(output=missing, problem=f"'{missing}' is missing")
    for extra in actual.keys() - reference.keys():
        return Difference(output=extra, problem=f"'{extra}' is not in the reference")
    worst = Difference()
    for name, expected in reference.items():
        difference = _compare_arrays(
            name, np.asarray(expected), np.asarray(actual[name])
        )
        if difference.problem:
            return difference
        largest = max(worst, difference, key=lambda found: found.max_rel)
        worst = Difference(
            max(worst.max_ulp, difference.max_ulp),
            max(worst.max_abs, difference.max_abs),
            largest.max_rel,
            largest.output,
        )
    return worst


def number(value: float) -> str:
    """Write a difference with two digits, and no difference as 0."""
    return f"{value:.2g}" if value < 100 else f"{value:,.0f}"


def _compare_arrays(
    name: str, expected: npt.NDArray[Any], actual: npt.NDArray[Any]
) -> Difference:
    if expected.shape != actual.shape:
        problem = f"'{name}' has shape {actual.shape}, not {expected.shape}"
        return Difference(output=name, problem=problem)
    if expected.dtype != actual.dtype:
        problem = f"'{name}' is {actual.dtype}, not {expected.dtype}"
        return Difference(output=name, problem=problem)
    if expected.dtype.kind not in "biuf":
        problem = f"'{name}' is {expected.dtype}: only real numbers can be compared"
        return Difference(output=name, problem=problem)
    finite = np.isfinite(expected) & np.isfinite(actual)
    alike = (expected == actual) | (np.isnan(expected) & np.isnan(actual))
    if not np.all(finite | alike):
        problem = f"'{name}' {_odd_places(expected, actual, ~finite & ~alike)}"
        return Difference(output=name, problem=problem)
    expected, actual = expected[finite], actual[finite]
    ulp = _largest_ulp(expected, actual)
    if not ulp:
        return Difference()
    with np.errstate(over="ignore"):
        largest = float(np.max(np.abs(_wide(expected) - _wide(actual))))
    scale = float(np.max(np.abs(_wide(expected))))
    relative = largest / scale if scale else float("inf") if largest else 0.0
    return Difference(ulp, largest, relative, name)


def _odd_places(
    expected: npt.NDArray[Any], actual: npt.NDArray[Any], odd: npt.NDArray[np.bool_]
) -> str:
    """Say how many NaNs and infinities each side has that the other has not."""
    only_here = int(np.sum(odd & np.isfinite(expected)))
    only_there = int(np.sum(odd & np.isfinite(actual)))
    other = int(np.sum(odd)) - only_here - only_there
    said = []
    if only_here:
        said.append(f"has {only_here} NaN or infinity that the reference has not")
    if only_there:
        said.append(f"lacks {only_there} NaN or infinity that the reference has")
    if other:
        said.append(f"has {other} NaN or infinity where the reference has another")
    return ", ".join(said)


def _wide(values: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    return values.astype(np.float64)


def _largest_ulp(expected: npt.NDArray[Any], actual: npt.NDArray[Any]) -> int:
    if not expected.size:
        return 0
    if expected.dtype.kind != "f":
        pairs = zip(expected.ravel().tolist(), actual.ravel().tolist(), strict=True)
        return max(abs(int(a) - int(b)) for a, b in pairs)
    a, b = _ordered(expected), _ordered(actual)
    return int(np.max(np.maximum(a, b) - np.minimum(a, b)))


def _ordered(values: npt.NDArray[Any]) -> npt.NDArray[np.uint64]:
    """Map floating-point numbers to integers in the same order, without gaps."""
    bits = np.ascontiguousarray(values).view(f"u{values.dtype.itemsize}")
    sign = bits.dtype.type(1 << (8 * values.dtype.itemsize - 1))
    return np.where(bits & sign, ~bits, bits | sign).astype(np.uint64)
