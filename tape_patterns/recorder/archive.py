"""Reads the archive that a recording is, without trusting it.

It is read from its beginning, member by member, and not by the list at its end: a
program that crashed left none. Nothing is unpacked, no pickle is loaded, and no more is
read than the file holds.
"""

from __future__ import annotations

import io
import json
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tape_patterns.errors import UsageError

HEADER = struct.Struct("<4s5H3I2H")
"""A member's header in a ZIP archive, up to its name."""
MEMBER, LISTED, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
SIZE_IN_EXTRA = 0xFFFFFFFF
ENCRYPTED_OR_STREAMED = 0b1001
SHOWN = 60
"""So much of a member's name is shown."""


class Member(NamedTuple):
    """A file in the archive: its name, where its bytes are, and their checksum."""

    name: str
    offset: int
    size: int
    crc: int

    @property
    def shown(self) -> str:
        """The name as a message may print it."""
        return repr(self.name[:SHOWN])


def members(file: Any, size: int, path: Path) -> Iterator[Member]:
    """Yield each member that is whole; a program may have ended while it wrote one.

    Args:
        file: opened in binary.
        size: of the file, in bytes.
        path: for messages.

    Raises:
        UsageError: it is no such archive, or damaged.
    """
    place = 0
    if not size:
        raise UsageError(f"{path}: is empty: no step was recorded")
    while place + HEADER.size <= size:
        file.seek(place)
        fields = HEADER.unpack(file.read(HEADER.size))
        mark, _, flags, method, _, _, crc, packed, length, name, extra = fields
        if mark in (LISTED, END):
            return
        if mark != MEMBER:
            why = f"is damaged at byte {place:,}" if place else "is no recording"
            raise UsageError(f"{path}: {why}")
        start = place + HEADER.size + name + extra
        label = file.read(name).decode("utf-8", "replace")
        found = Member(label, start, length, crc)
        if method or packed != length or flags & ENCRYPTED_OR_STREAMED:
            raise UsageError(
                f"{path}: is no recording: {found.shown} is compressed, encrypted or"
                " streamed"
            )
        if length == SIZE_IN_EXTRA:
            raise UsageError(
                f"{path}: is no recording: {found.shown} has no size of its own"
            )
        if not length or start + length > size:
            # The program ended while it wrote this one.
            return
        yield found
        place = start + length
    if not place:
        raise UsageError(f"{path}: is no recording")


def content(file: Any, member: Member, path: Path, what: str) -> npt.NDArray[np.uint8]:
    """Return the bytes of a member, which is an array of bytes.

    Args:
        file: opened in binary.
        member: one that ``members`` gave.
        path: for messages.
        what: what the member is, for messages.

    Raises:
        UsageError: it is damaged, or no array of bytes.
    """
    file.seek(member.offset)
    raw = file.read(member.size)
    if len(raw) != member.size or zlib.crc32(raw) != member.crc:
        raise UsageError(f"{path}: is damaged: {what} is not what was written")
    stream = io.BytesIO(raw)
    try:
        if np.lib.format.read_magic(stream) != (1, 0):
            raise ValueError("another version of the format")
        shape, _, dtype = np.lib.format.read_array_header_1_0(stream)
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        raise UsageError(
            f"{path}: is damaged: {what} has no header of NumPy's"
        ) from None
    if dtype.hasobject:
        raise UsageError(f"{path}: is no recording: {what} is a pickle, never loaded")
    left = member.size - stream.tell()
    if dtype != np.uint8 or shape != (left,):
        raise UsageError(
            f"{path}: is no recording: {what} claims {dtype} {shape} in {left:,} bytes"
        )
    return np.frombuffer(raw, np.uint8, left, stream.tell())


def text(file: Any, member: Member, path: Path) -> Any:
    """Return what a member of JSON holds.

    Raises:
        UsageError: it is damaged, or no JSON.
    """
    raw = content(file, member, path, member.shown)
    try:
        return json.loads(raw.tobytes().decode("utf-8"))
    except (ValueError, RecursionError):
        raise UsageError(f"{path}: is damaged: {member.shown} is no JSON") from None
