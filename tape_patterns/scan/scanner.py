"""Scans one file: what ``scan`` says of it."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tape_patterns.scan import notebook, symbols
from tape_patterns.scan.calls import Finder
from tape_patterns.scan.files import UnreadableError, as_utf8, read_bytes
from tape_patterns.scan.finding import Finding as Call
from tape_patterns.scan.project import Project
from tape_patterns.scan.resolve import Resolver, TooManyStepsError
from tape_patterns.scan.syntax import Module

WORDS = (b"ensorflow", b"keras", b"feed_dict", b"global_step")
TF = re.compile(rb"tf(?<!\wtf)")
"""Where a word begins with ``tf``; to look for what stands before it last is fast."""


@dataclass(frozen=True)
class Finding:
    """One TF1 symbol in one file: what ``scan --format json`` documents."""

    path: str
    line: int
    column: int
    cell: int | None
    cell_line: int | None
    symbol: str
    arguments: dict[str, str]
    pair: str | None
    chapter: str | None
    suggestion: str
    source: str
    width: int
    """How many characters of the line are the call's."""


@dataclass(frozen=True)
class Scanned:
    """What one file holds.

    Attributes:
        reason: why the file, or a part of it, was skipped; empty if it was not.
    """

    path: str
    lines: int = 0
    findings: tuple[Finding, ...] = ()
    reason: str = ""


class Scanner:
    """Scans files one after another."""

    def __init__(self, known: symbols.Symbols) -> None:
        self._project = Project()
        self._finder = Finder(Resolver(known, self._project))

    def scan(self, path: str) -> Scanned:
        """Return the findings in a file; whatever is wrong with it is a reason."""
        try:
            content = read_bytes(path)
            if path.endswith(".ipynb"):
                book = notebook.read(content)
                return self.scan_source(book.source, path, book.lines)
            return self.scan_source(as_utf8(content), path)
        except UnreadableError as error:
            return Scanned(path, reason=str(error))

    def scan_source(
        self, source: bytes, path: str, origin: Sequence[notebook.Line] = ()
    ) -> Scanned:
        """Return the findings in a source in UTF-8.

        Args:
            source: of the file, or of the notebook's cells.
            path: of the file.
            origin: where each line comes from, if it is a notebook's.
        """
        lines = source.count(b"\n") + (not source.endswith(b"\n") and bool(source))
        if not _is_tensorflow(source) or not self._finder.may_find(source):
            return Scanned(path, lines)
        self._project.forget_oldest()
        # A file that another one imports is parsed already.
        module = None if origin else self._project.kept(path)
        if not module or module.source != source:
            module = Module(source, path)
            if not origin:
                self._project.keep(module)
        reason = "is nested too deeply: a part is left out" if module.is_deep else ""
        try:
            calls = self._finder.find(module)
        except TooManyStepsError:
            return Scanned(path, lines, reason="is too entangled to be followed")
        finally:
            if origin:
                module.close()
        found = tuple(_placed(path, source, calls, origin))
        return Scanned(path, lines, found, reason)


def _is_tensorflow(source: bytes) -> bool:
    """Whether a source has a word without which it binds nothing of TensorFlow's."""
    return any(map(source.__contains__, WORDS)) or bool(TF.search(source))


def _placed(
    path: str, source: bytes, calls: Sequence[Call], origin: Sequence[notebook.Line]
) -> Iterator[Finding]:
    """Yield findings with their lines and columns, both from 1."""
    line = last = 0
    for call in calls:
        line += source.count(b"\n", last, call.start)
        last = call.start
        begin = source.rfind(b"\n", 0, call.start) + 1
        end = source.find(b"\n", call.start)
        end = len(source) if end < 0 else end
        before = source[begin : call.start].decode("utf-8", "replace")
        within = source[call.start : min(end, call.end)].decode("utf-8", "replace")
        shown = source[begin:end].decode("utf-8", "replace").rstrip()
        place = origin[min(line, len(origin) - 1)] if origin else None
        yield Finding(
            path,
            place.raw_line if place else line + 1,
            len(before) + 1,
            place.cell if place else None,
            place.cell_line if place else None,
            call.symbol,
            dict(call.arguments),
            call.pair,
            call.chapter,
            call.suggestion,
            place.text.rstrip() if place else shown,
            max(len(within.rstrip()), 1),
        )


def collect_less() -> None:
    """Let Python look for garbage less often: a parsed file is many objects that stay.

    Those that go leave no circles: see ``Module.close``.
    """
    gc.freeze()
    gc.set_threshold(1_000_000, 20, 20)
