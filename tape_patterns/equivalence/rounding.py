"""What rounding can do to an output: measured on the reference itself.

Two programs that compute the same numbers by other operations differ in the last
bits, and the differences grow. How far they may grow depends on the inputs, so no
tolerance is written down anywhere. The reference runs again, its inputs moved by at
most one unit in the last place, and what that changes is what rounding can do. This
is stochastic arithmetic (CESTAC, Vignes and La Porte, 1974) with one perturbation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from tape_patterns.equivalence.difference import Outputs

RUNS = 8
"""How often the reference runs on moved inputs."""
TIMES = 4.0
"""How many times the largest change is allowed."""
JUMP = 1e-4
"""An output that changes by more than this share of its largest magnitude jumps:
it stands near the threshold of a branch, and must be equal."""


class Rounding:
    """How far rounding alone can take each output from a reference.

    Nothing runs before it is needed. The runs end as soon as a difference is allowed
    by those made, unless all are asked for: more would allow more, but for a jump,
    which only the runs that are made can find.

    Args:
        execute: runs the reference on inputs.
        inputs: its arguments.
        reference: what it returned for them, if that is known.
        thorough: make all ``RUNS`` runs, so that shares can be compared.
    """

    def __init__(
        self,
        execute: Callable[[Mapping[str, Any]], Outputs],
        inputs: Mapping[str, Any],
        reference: Outputs | None = None,
        thorough: bool = False,
    ) -> None:
        self._execute = execute
        self._inputs = inputs
        self._known = reference
        self._thorough = thorough
        self._changes: dict[str, float] = {}
        self._runs = 0

    @cached_property
    def _reference(self) -> Outputs:
        return self._known or self._execute(self._inputs)

    @property
    def allowed(self) -> dict[str, float]:
        """The largest absolute difference allowed, by output; 0 allows none."""
        while self._runs < RUNS:
            self._run()
        return self._allowed()

    def share(self, expected: Outputs, actual: Outputs) -> tuple[float, str]:
        """Return the largest share of what is allowed, and the output that has it.

        Unless ``thorough``, a share up to 1 is an upper limit: more runs might have
        allowed more.

        Args:
            expected: the reference, or the steps of it that a recording holds.
            actual: arrays of the same names, shapes and dtypes.
        """
        apart = {
            name: _distance(np.asarray(values), np.asarray(actual[name]))
            for name, values in expected.items()
        }
        apart = {name: distance for name, distance in apart.items() if distance}
        if not apart:
            return 0.0, ""
        while True:
            worst = self._share(apart)
            decided = worst[0] <= 1 and not self._thorough
            if decided or self._runs == RUNS:
                return worst
            self._run()

    def _share(self, apart: Mapping[str, float]) -> tuple[float, str]:
        allowed = self._allowed()
        return max(
            (distance / allowed[name] if allowed[name] else float("inf"), name)
            for name, distance in apart.items()
        )

    def _allowed(self) -> dict[str, float]:
        return {
            name: _allowance(values, self._changes.get(name, 0.0))
            for name, values in self._reference.items()
        }

    def _run(self) -> None:
        """Run the reference once more, on inputs that are moved in another way."""
        moved = self._execute(nudged_inputs(self._inputs, self._runs))
        self._runs += 1
        for name, values in self._reference.items():
            change = _change(values, moved.get(name))
            self._changes[name] = max(self._changes.get(name, 0.0), change)


def nudged_inputs(inputs: Mapping[str, Any], seed: int) -> dict[str, Any]:
    """Move each number by -1, 0 or +1 unit in the last place.

    Only arrays of the widest floating-point dtype are moved. Zeros, integers and
    plain Python numbers, which are settings, stay as they are.
    """
    rng = np.random.default_rng(seed)
    widths = [array.dtype.itemsize for array in _floats(list(inputs.values()))]
    widest = max(widths, default=0)
    return {name: _nudged(value, widest, rng) for name, value in inputs.items()}


def _floats(value: Any) -> Iterator[npt.NDArray[Any]]:
    if isinstance(value, list | tuple):
        for item in value:
            yield from _floats(item)
    elif isinstance(value, np.ndarray | np.floating) and value.dtype.kind == "f":
        yield np.asarray(value)


def _nudged(value: Any, widest: int, rng: np.random.Generator) -> Any:
    if isinstance(value, list | tuple):
        return type(value)([_nudged(item, widest, rng) for item in value])
    found = list(_floats(value))
    if not found or found[0].dtype.itemsize < widest:
        return value
    (array,) = found
    steps = rng.integers(-1, 2, array.shape).astype(array.dtype)
    moved = np.where(array == 0, array, array + np.spacing(np.abs(array)) * steps)
    return moved.astype(array.dtype)[()]


def _distance(expected: npt.NDArray[Any], actual: npt.NDArray[Any]) -> float:
    """Return the largest difference between numbers that are finite in both."""
    finite = np.isfinite(expected) & np.isfinite(actual)
    apart = expected[finite].astype(np.float64) - actual[finite].astype(np.float64)
    return float(np.max(np.abs(apart), initial=0.0))


def _change(reference: npt.NDArray[Any], moved: npt.NDArray[Any] | None) -> float:
    """Return how far an output moved; infinity if it has other gaps or shape."""
    if moved is None or moved.shape != reference.shape:
        return float("inf")
    if (np.isfinite(reference) != np.isfinite(moved)).any():
        return float("inf")
    return _distance(reference, moved)


def _allowance(reference: npt.NDArray[Any], change: float) -> float:
    finite = np.abs(reference[np.isfinite(reference)])
    if reference.dtype.kind != "f" or not finite.size:
        return 0.0
    scale = float(finite.max())
    if change > JUMP * scale:
        return 0.0
    return TIMES * max(change, float(np.finfo(reference.dtype).eps) * scale)
