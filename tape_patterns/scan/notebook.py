"""A notebook's code as one source, and where each of its lines comes from."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from tape_patterns.scan.files import UnreadableError
from tape_patterns.scan.grammar import parse

OWN_LANGUAGE = re.compile(r"%%(?!time|timeit|capture|prun|px|local)\w+")
"""A cell in another language, or a file that the cell writes."""
TIMED = re.compile(r"(\s*)%(time|timeit|prun)\s(?!\s*-)")
"""A magic with a statement after it."""
NO_PYTHON = re.compile(r"\s*(%|!|\?)|[^#'\"=]*\?\??\s*$")
NO_CODE = re.compile(
    r"(?P<quotes>'{3}|\"{3})(?:\\.|[^\\])*?(?P<end>(?P=quotes)|\Z)"
    r"|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"|#[^\n]*",
    re.DOTALL,
)
"""Strings and comments; also a string that does not end."""
CLOSING = {"(": ")", "[": "]", "{": "}", "'''": "'''", '"""': '"""'}
SIGNS = re.compile(r"[][(){}]|'''|\"\"\"")
LONGEST = 200
"""Lines that are looked back at for an expression that goes on."""
MOST_ERRORS = 20
"""Lines that are left out of a cell: what has more of them is no Python."""
FROM_SHELL = re.compile(r"(\s*[\w, ]+=\s*)[!%].*")


class Placed(str):
    """A string of a JSON file, with the place at which it begins."""

    __slots__ = ("start",)
    start: int


@dataclass(frozen=True)
class Line:
    """Where a line comes from; lines count from 1, cells from 0."""

    cell: int
    cell_line: int
    raw_line: int
    text: str


@dataclass(frozen=True)
class Notebook:
    """The code of all cells, in Python that can be parsed, and its lines' origin."""

    source: bytes
    lines: list[Line]


def read(content: bytes) -> Notebook:
    """Return the code of a notebook.

    Raises:
        UnreadableError: it is no notebook, or not one in Python.
    """
    try:
        text = content.decode("utf-8-sig")
        whole = _decode(text)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"is not text in utf-8: byte {error.start}") from None
    except RecursionError:
        raise UnreadableError("is no notebook: nested too deeply") from None
    except ValueError as error:
        raise UnreadableError(f"is no notebook: {error}") from None
    cells = list(_cells(whole))
    ends = [found.start() for found in re.finditer("\n", text)]
    pieces: list[str] = []
    lines: list[Line] = []
    for number, cell in cells:
        raw = list(_source(cell))
        cleaned = python_of([line for line, _ in raw])
        pieces += _closed(cleaned)
        for place, (line, start) in enumerate(raw, 1):
            lines.append(Line(number, place, bisect_right(ends, start) + 1, line))
    source = "\n".join([*pieces, ""]).encode("utf-8", "replace")
    return Notebook(source, lines)


def _decode(text: str) -> Any:
    """Return what a JSON text says, its strings ``Placed``."""
    return _Places(text).placed(json.loads(text, object_pairs_hook=tuple))


class _Places:
    """Finds the strings of a JSON text again, in their order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._end = 0

    def placed(self, value: Any) -> Any:
        """Return a decoded value, in which objects are tuples of pairs, with places."""
        if isinstance(value, str):
            return self._string(value)
        if isinstance(value, list):
            return [self.placed(item) for item in value]
        if isinstance(value, tuple):
            return {self._string(key): self.placed(item) for key, item in value}
        return value

    def _string(self, value: str) -> Placed:
        placed = Placed(value)
        # Between two strings there is no quote.
        placed.start = start = self._text.index('"', self._end) + 1
        end = start + len(value)
        if self._text.startswith(value + '"', start):
            self._end = end + 1
        else:
            _, self._end = scanstring(self._text, start)
        return placed


def _cells(whole: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the cells of code with their index over all cells."""
    if not isinstance(whole, dict):
        raise UnreadableError("is no notebook: it has no cells")
    cells = whole.get("cells")
    if cells is None and isinstance(whole.get("worksheets"), list):
        sheets = [s for s in whole["worksheets"] if isinstance(s, dict)]
        cells = [cell for sheet in sheets for cell in sheet.get("cells") or []]
    if not isinstance(cells, list):
        raise UnreadableError("is no notebook: it has no cells")
    metadata = whole.get("metadata")
    kernel = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    language = kernel.get("language") if isinstance(kernel, dict) else None
    if isinstance(language, str) and "python" not in language.lower():
        raise UnreadableError(f"is a notebook in {language}")
    for number, cell in enumerate(cells):
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            yield number, cell


def _source(cell: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield a cell's lines, each with its place in the file."""
    source = cell.get("source", cell.get("input", ""))
    parts = source if isinstance(source, list) else [source]
    begun: tuple[str, int] | None = None
    for part in parts:
        if not isinstance(part, Placed):
            continue
        for line in part.splitlines(keepends=True):
            text, start = begun if begun else ("", part.start)
            begun = (text + line, start)
            if line.endswith(("\n", "\r")):
                yield begun[0].rstrip("\r\n"), begun[1]
                begun = None
    if begun:
        yield begun


def _masked(lines: list[str]) -> list[str]:
    """Return lines with blanks for comments and something else for strings."""

    def mask(found: re.Match[str]) -> str:
        if found["quotes"] and not found["end"]:
            return found["quotes"] + re.sub(".", "_", found[0][3:])
        return re.sub(".", " " if found[0].startswith("#") else "_", found[0])

    return NO_CODE.sub(mask, "\n".join(lines)).split("\n")


def _open(masked: list[str]) -> list[tuple[int, str]]:
    """Return what would close the brackets that stay open, and the line of each."""
    found: list[tuple[int, str]] = []
    for row, line in enumerate(masked):
        for sign in SIGNS.findall(line):
            if sign in CLOSING:
                found.append((row, CLOSING[sign]))
            elif found and found[-1][1] == sign:
                found.pop()
    return found


def _closed(lines: list[str]) -> list[str]:
    """Return a cell's lines without what would take the next cell into its brackets.

    What stays open is closed at the end of its line. If that gives no Python, the lines
    that are none are left out.
    """
    masked = _masked(lines)
    found = _open(masked)
    if not found:
        return lines
    closed = list(lines)
    for row in {row for row, _ in found}:
        closed[row] = lines[row][: len(masked[row].rstrip())]
    for row, closing in reversed(found):
        closed[row] += closing
    for _ in range(MOST_ERRORS):
        bad = _first_error(closed)
        if bad < 0:
            return closed
        closed[bad] = ""
    return [""] * len(lines)


def _first_error(lines: list[str]) -> int:
    """Return the line of the first error; -1 if there is none."""
    node = parse("\n".join(lines).encode("utf-8", "replace")).root_node
    if not node.has_error:
        return -1
    while child := next((one for one in node.children if one.has_error), None):
        node = child
    before = range(min(node.start_point.row, len(lines) - 1), -1, -1)
    return next((number for number in before if lines[number].strip()), -1)


def _goes_on(lines: list[str]) -> bool:
    """Whether the next line goes on with an expression: then it is none of IPython."""
    if not lines or len(lines) > LONGEST:
        return False
    masked = _masked(lines)
    return masked[-1].rstrip(" ").endswith("\\") or bool(_open(masked))


def python_of(lines: list[str]) -> list[str]:
    """Return a cell's lines without what IPython reads otherwise than Python.

    No line changes its number, and no call its column.
    """
    first = next((line for line in lines if line.strip()), "")
    if OWN_LANGUAGE.match(first):
        return [""] * len(lines)
    cleaned: list[str] = []
    # No expression goes on from before the line ``begun``.
    goes_on, begun = False, 0
    for line in lines:
        if goes_on:
            goes_on = line.rstrip().endswith("\\")
            cleaned.append("")
        elif timed := TIMED.match(line):
            # The statement stays where it is.
            before = timed[1] + "0".ljust(len(timed[0]) - len(timed[1]) - 1) + ";"
            cleaned.append(before + line[timed.end() :])
        elif shell := FROM_SHELL.fullmatch(line):
            cleaned.append(shell[1] + "None")
        elif NO_PYTHON.match(line) and not _goes_on(cleaned[begun:]):
            begun = len(cleaned)
            goes_on = line.rstrip().endswith("\\")
            cleaned.append("")
        else:
            cleaned.append(line)
    return cleaned
