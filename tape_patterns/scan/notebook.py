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
CLOSED = re.compile(
    r"('{3}|\"{3})(?:\\.|[^\\])*?\1|(?<!')'(?!'')(?:\\.|[^'\\\n])*'"
    r"|(?<!\")\"(?!\"\")(?:\\.|[^\"\\\n])*\"|#[^\n]*",
    re.DOTALL,
)
"""Strings and comments."""
CLOSING = {"(": ")", "[": "]", "{": "}", "'''": "'''", '"""': '"""'}
SIGNS = re.compile(r"[][(){}]|'''|\"\"\"")
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


def _masked(found: re.Match[str]) -> str:
    """Return blanks in place of a comment, and something in place of a string."""
    letter = " " if found[0].startswith("#") else "_"
    return re.sub(".", letter, found[0])


def _open(masked: str) -> list[tuple[int, str]]:
    """Return where a source opens what it does not close, and what would close it."""
    found: list[tuple[int, str]] = []
    for sign in SIGNS.finditer(masked):
        if sign[0] in CLOSING:
            found.append((sign.start(), CLOSING[sign[0]]))
        elif found and found[-1][1] == sign[0]:
            found.pop()
        if len(sign[0]) == 3:
            break
    return found


def _closed(lines: list[str]) -> list[str]:
    """Return a cell's lines without what would take the next cell into its brackets.

    What stays open is closed at the end of its line. If that gives no Python, the lines
    that are none are left out.
    """
    masked = CLOSED.sub(_masked, "\n".join(lines))
    found = _open(masked)
    if not found:
        return lines
    closed = list(lines)
    for place, closing in reversed(found):
        number = masked.count("\n", 0, place)
        if closed[number] == lines[number]:
            end = len(masked.split("\n")[number].rstrip())
            closed[number] = lines[number][:end]
        closed[number] += closing
    while (bad := _first_error(closed)) >= 0:
        closed[bad] = ""
    return closed


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
    if not lines:
        return False
    masked = CLOSED.sub(_masked, "\n".join(lines))
    return masked.rstrip(" ").endswith("\\") or bool(_open(masked))


def python_of(lines: list[str]) -> list[str]:
    """Return a cell's lines without what IPython reads otherwise than Python.

    No line changes its number, and no call its column.
    """
    first = next((line for line in lines if line.strip()), "")
    if OWN_LANGUAGE.match(first):
        return [""] * len(lines)
    cleaned, goes_on = [], False
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
        elif NO_PYTHON.match(line) and not _goes_on(cleaned):
            goes_on = line.rstrip().endswith("\\")
            cleaned.append("")
        else:
            cleaned.append(line)
    return cleaned
