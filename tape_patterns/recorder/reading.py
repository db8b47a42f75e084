"""A recording: its steps, read one at a time."""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tape_patterns.errors import UsageError
from tape_patterns.recorder.archive import Member, content, members, text
from tape_patterns.recorder.tape_recorder import DIGEST, FORMAT, sample_places

Array = npt.NDArray[Any]
STEP = re.compile(r"step/(\d{1,12})/(\d{1,9})\.npy")
LAYOUT = re.compile(r"layout/(\d{1,9})\.npy")
DTYPE = re.compile(r"<f[248]|[|<][iu][1248]|\|b1")
HUGE = 1 << 62
MOST_AXES = 64
"""As in NumPy."""
MOST_HEADER = 10_000
"""Bytes that NumPy's header may take; it takes 128."""
DIGEST_SIZE = struct.calcsize(DIGEST)


class Digest(NamedTuple):
    """What is known of an array's numbers besides samples; sums are of finite ones."""

    crc: float
    magnitudes: float
    squares: float
    low: float
    high: float
    not_finite: float


@dataclass(frozen=True)
class Tensor:
    """An array as it was recorded.

    Attributes:
        values: all numbers, or samples of them; one axis.
        shape: of the array in the program.
        digest: of all its numbers; None where ``values`` has all of them.
    """

    values: Array
    shape: tuple[int, ...]
    digest: Digest | None = None

    @property
    def size(self) -> int:
        """How many numbers the array has in the program."""
        return _product(self.shape)

    @property
    def array(self) -> Array:
        """The array in its shape; samples have one axis."""
        return self.values if self.digest else self.values.reshape(self.shape)

    @property
    def largest(self) -> float:
        """The largest finite magnitude; 0 if there is none."""
        if self.digest:
            low, high = self.digest.low, self.digest.high
            return max(abs(low), abs(high)) if low <= high else 0.0
        if not self.values.size:
            return 0.0
        largest = float(np.max(np.abs(self.values)))
        if np.isfinite(largest):
            return largest
        finite = self.values[np.isfinite(self.values)]
        return float(np.max(np.abs(finite), initial=0.0))

    @property
    def squares(self) -> float:
        """The sum of the squares of all finite numbers."""
        if self.digest:
            return self.digest.squares
        wide = self.values.astype(np.float64)
        wide = wide[np.isfinite(wide)]
        return float(np.dot(wide, wide))

    def index(self, place: int) -> tuple[int, ...]:
        """Return the index in the program of one of ``values``."""
        flat = place
        if self.digest:
            flat = int(sample_places(self.size, len(self.values))[place])
        index = []
        for length in self.shape[::-1]:
            flat, rest = divmod(flat, length)
            index.append(rest)
        return tuple(index[::-1])


@dataclass(frozen=True)
class _Entry:
    name: str
    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    kept: int

    @property
    def size(self) -> int:
        """How many bytes it takes in a step."""
        count = self.kept or _product(self.shape)
        return count * self.dtype.itemsize + DIGEST_SIZE * bool(self.kept)


class Recording:
    """The steps of a recording, read one at a time.

    Args:
        path: a file that ``tape_recorder.py`` wrote.

    Attributes:
        steps: the numbers of the steps, ascending; 0 is what there was before them.
        shapes: by name, of all arrays in it.
        dtypes: by name.
        made_by: versions, by name.
        complete: whether the program closed it. If not, it lost at most a step.

    Raises:
        UsageError: it is no recording, or damaged.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.shapes: dict[str, tuple[int, ...]] = {}
        self.dtypes: dict[str, np.dtype[Any]] = {}
        self.complete = False
        self.made_by: dict[str, str] = {}
        self._layouts: dict[int, list[_Entry]] = {}
        self._parts: dict[int, list[tuple[Member, int]]] = {}
        with self._opened() as file:
            self._scan(file, os.stat(self.path).st_size)
        self.steps = sorted(self._parts)
        if not any(self.steps):
            raise self._broken("holds no step; the program ended before its first one")

    def values(self, step: int) -> dict[str, Tensor]:
        """Return what was recorded of a step.

        Raises:
            UsageError: this part of the file is damaged.
        """
        found: dict[str, Tensor] = {}
        with self._opened() as file:
            for member, layout in self._parts.get(step, []):
                raw = content(file, member, self.path, f"step {step}")
                found.update(self._unpack(raw, step, self._layouts[layout]))
        return found

    @cached_property
    def first(self) -> dict[str, Tensor]:
        """What there was before the first step; empty if that was not recorded."""
        return self.values(0)

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        try:
            with self.path.open("rb") as file:
                yield file
        except OSError as error:
            raise UsageError(f"{self.path}: cannot be read: {error.strerror}") from None

    def _scan(self, file: Any, size: int) -> None:
        for number, member in enumerate(members(file, size, self.path)):
            name = member.name
            if number == 0 and name != "about.npy":
                raise self._broken(f"is no recording: it begins with {member.shown}")
            if found := STEP.fullmatch(name):
                step, layout = int(found[1]), int(found[2])
                if layout not in self._layouts:
                    raise self._broken(f"is damaged: step {step} has no layout")
                self._check_size(step, member.size, self._layouts[layout])
                self._parts.setdefault(step, []).append((member, layout))
            elif found := LAYOUT.fullmatch(name):
                entries = self._entries(text(file, member, self.path))
                self._layouts[int(found[1])] = list(entries)
            elif name == "about.npy":
                self._read_about(text(file, member, self.path))
            elif name == "end.npy":
                self.complete = True
            else:
                raise self._broken(f"is no recording: it holds {member.shown}")

    def _read_about(self, about: Any) -> None:
        found = about.get("tape_recorder") if isinstance(about, dict) else None
        if found != FORMAT:
            raise self._broken(
                f"has format {found!r}, and this reads {FORMAT}; record it again with"
                " `tape-patterns recorder > tape_recorder.py`"
            )
        made_by = about.get("made_by")
        if isinstance(made_by, dict):
            self.made_by = {str(key): str(value) for key, value in made_by.items()}

    def _entries(self, layout: Any) -> Iterator[_Entry]:
        try:
            for name, dtype, shape, kept in layout:
                # A name is printed: it must not steer a terminal.
                if not (isinstance(name, str) and name.isprintable()):
                    raise ValueError
                if not DTYPE.fullmatch(dtype) or len(shape) > MOST_AXES:
                    raise ValueError
                if any(type(n) is not int or n < 0 for n in [*shape, kept]):
                    raise ValueError
                if _product(shape) > HUGE or kept > _product(shape):
                    raise self._broken(f"claims too large a shape for '{name}'")
                entry = _Entry(name, np.dtype(dtype), tuple(shape), kept)
                self.shapes.setdefault(name, entry.shape)
                self.dtypes.setdefault(name, entry.dtype)
                yield entry
        except (TypeError, ValueError):
            raise self._broken("is damaged: a layout cannot be read") from None

    def _check_size(self, step: int, size: int, layout: list[_Entry]) -> None:
        claimed = sum(entry.size for entry in layout)
        if not claimed <= size <= claimed + MOST_HEADER:
            raise self._broken(
                f"is damaged: step {step} claims {claimed:,} bytes, and has {size:,}"
            )

    def _unpack(
        self, raw: Array, step: int, entries: list[_Entry]
    ) -> Iterator[tuple[str, Tensor]]:
        if sum(entry.size for entry in entries) != len(raw):
            raise self._broken(f"is damaged: step {step} is not of its layout's size")
        place = 0
        for entry in entries:
            count = entry.kept or _product(entry.shape)
            end = place + count * entry.dtype.itemsize
            values = raw[place:end].view(entry.dtype)
            place = end + DIGEST_SIZE * bool(entry.kept)
            digest = None
            if entry.kept:
                packed = raw[end:place].tobytes()
                digest = Digest(*struct.unpack(DIGEST, packed))
            yield entry.name, Tensor(values, entry.shape, digest)

    def _broken(self, why: str) -> UsageError:
        return UsageError(f"{self.path}: {why}")


def _product(shape: Any) -> int:
    found = 1
    for length in shape:
        found *= length
    return found
