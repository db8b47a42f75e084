"""How ``scan`` shows what it found: text for people, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tape_patterns.pairs import CHAPTERS
from tape_patterns.scan.files import Skipped
from tape_patterns.scan.scanner import Finding, Scanned

READ_FIRST = 10
"""Pages that the summary names: those with most findings, in reading order."""
WIDEST = 120
"""Characters of a source line that are shown for a person."""


@dataclass
class Report:
    """What all files hold.

    Attributes:
        only: the pairs whose findings are wanted; all if there is none.
    """

    only: Sequence[str] = ()
    findings: list[Finding] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    files: int = 0
    lines: int = 0

    def add(self, scanned: Scanned) -> None:
        """Take in one more file."""
        if scanned.reason:
            self.skipped.append(Skipped(scanned.path, scanned.reason))
        else:
            self.files += 1
        self.lines += scanned.lines
        self.findings += [
            found
            for found in scanned.findings
            if not self.only or found.pair in self.only
        ]


def as_json(report: Report) -> str:
    """Return the object that the page "Scan your code" documents."""
    whole = {
        "findings": [_finding(found) for found in report.findings],
        "skipped": [
            {"path": skipped.path, "reason": skipped.reason}
            for skipped in report.skipped
        ],
        "files": report.files,
        "lines": report.lines,
    }
    return json.dumps(whole, indent=1)


def _finding(found: Finding) -> dict[str, Any]:
    return {
        "path": found.path,
        "line": found.line,
        "column": found.column,
        "cell": found.cell,
        "cell_line": found.cell_line,
        "symbol": found.symbol,
        "arguments": found.arguments,
        "pair": found.pair,
        "chapter": found.chapter,
        "suggestion": found.suggestion,
        "source": found.source,
    }


def print_text(report: Report) -> None:
    """Print the findings by file, each with its call marked, and a summary."""
    bold, dim, red, plain = ("",) * 4
    if sys.stdout.isatty():
        bold, dim, red, plain = "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[0m"
    write = sys.stdout.write
    path = None
    for found in report.findings:
        if found.path != path:
            path = found.path
            write(f"{bold}{_printable(path)}{plain}\n")
        place = f"{found.line}:{found.column}"
        if found.cell is not None:
            place += f" (cell {found.cell}, line {found.cell_line})"
        write(
            f"  {place}  {bold}{found.symbol}{plain}  {found.pair or 'no pair yet'}\n"
        )
        source, mark = _marked(found)
        write(f"      {_printable(source)}\n      {red}{mark}{plain}\n")
        write(f"      {dim}TF2:{plain} {_printable(found.suggestion)}\n")
    for skipped in report.skipped:
        write(f"{_printable(skipped.path)}: skipped: {_printable(skipped.reason)}\n")
    if path or report.skipped:
        write("\n")
    write("\n".join(summary(report)) + "\n")


def summary(report: Report) -> Iterator[str]:
    """Yield the lines of the summary."""
    files = len({found.path for found in report.findings})
    looked = f"{_count(report.files, 'file')}, {_count(report.lines, 'line')}"
    if not report.findings:
        yield f"Nothing found in {looked}{_left_out(report)}."
        return
    found = _count(len(report.findings), "finding")
    yield f"{found} in {_count(files, 'file')}, of {looked}{_left_out(report)}."
    yield from _table("found", _counts(item.symbol for item in report.findings))
    pages = _counts(
        f"{item.chapter}/{item.pair}" for item in report.findings if item.pair
    )
    order = [f"{chapter.name}/{name}" for chapter in CHAPTERS for name in chapter.pairs]
    first = sorted(pages[:READ_FIRST], key=lambda item: order.index(item[0]))
    yield from _table("read first", first)
    without = _counts(item.symbol for item in report.findings if not item.pair)
    yield from _table("no pair yet", without)
    if first:
        yield ""
        yield f"`tape-patterns show {first[0][0].partition('/')[2]}` prints a pair."


def _table(title: str, counts: Sequence[tuple[str, int]]) -> Iterator[str]:
    if counts:
        yield ""
        yield f"{title}:"
        yield from (f"{count:>6}  {name}" for name, count in counts)


def _counts(names: Iterable[str]) -> list[tuple[str, int]]:
    """Return how often each name occurs, the most frequent first."""
    return sorted(Counter(names).items(), key=lambda item: (-item[1], item[0]))


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" + "s" * (number != 1)


def _left_out(report: Report) -> str:
    return f" ({len(report.skipped):,} skipped)" if report.skipped else ""


def _marked(found: Finding) -> tuple[str, str]:
    """Return a finding's line without its indent, and the mark below the call."""
    source = found.source.lstrip()
    start = found.column - 1 - (len(found.source) - len(source))
    source = source.replace("\t", " ")
    left = 0
    if len(source) > WIDEST:
        left = max(0, min(start - WIDEST // 4, len(source) - WIDEST))
        source = source[left : left + WIDEST]
    width = max(1, min(found.width, len(source) - (start - left)))
    return source, " " * (start - left) + "^" * width


def _printable(text: str) -> str:
    """Return a text that cannot steer a terminal and can be written."""
    shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
    encoding = sys.stdout.encoding or "utf-8"
    return shown.encode(encoding, "backslashreplace").decode(encoding)
