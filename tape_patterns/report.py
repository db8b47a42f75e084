"""How ``verify`` shows what it found: a table, or JSON."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from typing import IO, TYPE_CHECKING, Any

from rich.table import Table

from tape_patterns.equivalence.difference import number
from tape_patterns.listing import console

if TYPE_CHECKING:
    from tape_patterns.equivalence import Result

MOST_FAILURES = 20
"""Failures that the table spells out."""
STYLES = {
    "identical": "green",
    "rounding": "green",
    "skipped": "yellow",
    "different": "bold red",
    "error": "bold red",
}


class Summary:
    """All results of one run of one pair, without keeping them.

    Attributes:
        pair, run, against: what they have in common.
        outcome: the worst.
        inputs: how many there were.
        max_ulp, max_abs, max_rel: the largest differences.
        share: the largest share of what rounding allows.
    """

    def __init__(self, first: Result) -> None:
        self.pair, self.run, self.against = first.pair, first.run, first.against
        self.outcome = first.outcome
        self.inputs = 0
        self.max_ulp, self.max_abs, self.max_rel = 0, 0.0, 0.0
        self.share = 0.0

    def add(self, result: Result) -> None:
        """Take in one more result."""
        order = list(STYLES)
        self.outcome = max(self.outcome, result.outcome, key=order.index)
        self.inputs += 1
        self.share = max(self.share, result.share or 0.0)
        measured = result.difference
        if measured and not measured.problem:
            self.max_ulp = max(self.max_ulp, measured.max_ulp)
            self.max_abs = max(self.max_abs, measured.max_abs)
            self.max_rel = max(self.max_rel, measured.max_rel)


class Report:
    """Collects results in little memory, however many there are."""

    def __init__(self) -> None:
        self._summaries: dict[tuple[str, str, str], Summary] = {}
        self._failures: list[str] = []
        self._skips: dict[str, int] = {}
        self.held = 0
        self.failed = 0
        self.skipped = 0

    def add(self, result: Result) -> None:
        """Take in one more result."""
        key = (result.pair, result.run, result.against)
        self._summaries.setdefault(key, Summary(result)).add(result)
        self.held += result.holds
        if result.fails:
            self.failed += 1
            if self.failed <= MOST_FAILURES:
                self._failures.append(_failure(result))
        elif not result.holds:
            self.skipped += 1
            why = f"{result.pair}: {result.run}: {result.detail}"
            self._skips[why] = self._skips.get(why, 0) + 1

    def summaries(self) -> list[Summary]:
        """Return a summary for each pair, run and reference, pairs in their order."""
        pairs = list(dict.fromkeys(pair for pair, _, _ in self._summaries))
        return sorted(self._summaries.values(), key=lambda row: pairs.index(row.pair))

    def print(self, versions: Mapping[str, str]) -> None:
        """Print a row for each pair and run, then whatever does not hold."""
        out = console()
        out.print(_table(self.summaries()))
        for line in self._failures:
            out.print(line, style="red", markup=False)
        if self.failed > MOST_FAILURES:
            more = self.failed - MOST_FAILURES
            out.print(f"... and {more} more; --format json lists all", style="red")
        for why, times in self._skips.items():
            out.print(f"skipped {times}: {why}", style="yellow", markup=False)
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        out.print(
            f"{self.held} of {self.held + self.failed} comparisons hold{skipped}."
        )
        out.print(", ".join(f"{name} {found}" for name, found in versions.items()))


class JsonReport:
    """Writes results to a temporary file, and all of it to the output at the end.

    So a run that is stopped half-way writes nothing.
    """

    def __init__(self) -> None:
        self._rows = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self._before = ""

    def add(self, result: Result) -> None:
        """Take in one more result."""
        self._rows.write(self._before + "  " + json.dumps(_row(result)))
        self._before = ",\n"

    def write(self, output: IO[str], versions: Mapping[str, str]) -> None:
        """Write all of it, in the form that ``verify --format json`` documents."""
        output.write(f'{{\n "versions": {json.dumps(dict(versions))},\n "results": [\n')
        self._rows.seek(0)
        shutil.copyfileobj(self._rows, output)
        output.write("\n ]\n}\n")


def summaries(results: Iterable[Result]) -> list[Summary]:
    """Return a summary for each pair, run and reference."""
    report = Report()
    for result in results:
        report.add(result)
    return report.summaries()


def _row(result: Result) -> dict[str, Any]:
    measured = result.difference
    if measured and measured.problem:
        measured = None
    return {
        "pair": result.pair,
        "case": result.case,
        "run": result.run,
        "against": result.against,
        "outcome": result.outcome,
        "max_ulp": measured and measured.max_ulp,
        "max_abs": measured and _finite(measured.max_abs),
        "max_rel": measured and _finite(measured.max_rel),
        "share": _finite(result.share),
        "detail": result.detail,
    }


def _finite(value: float | None) -> float | None:
    """Return None for what JSON cannot write."""
    return value if value is not None and abs(value) < float("inf") else None


def _table(rows: Iterable[Summary]) -> Table:
    table = Table(box=None, pad_edge=False)
    for title in ("pair", "run", "against", "inputs", "outcome"):
        table.add_column(title, no_wrap=True)
    for title in ("max ULP", "max diff", "relative", "share"):
        table.add_column(title, justify="right", no_wrap=True)
    previous = ""
    for row in rows:
        measured = (row.max_abs, row.max_rel, row.share)
        table.add_row(
            "" if row.pair == previous else row.pair,
            row.run,
            row.against,
            str(row.inputs),
            f"[{STYLES[row.outcome]}]{row.outcome}[/]",
            str(row.max_ulp),
            *map(number, measured),
        )
        previous = row.pair
    return table


def _failure(result: Result) -> str:
    """Return a line that names the pair, the run, the case and the numbers."""
    measured = result.difference
    size = ""
    if measured and not measured.problem:
        size = (
            f" by {number(measured.max_abs)}"
            f" ({number(measured.max_rel)} relative, {measured.max_ulp} ULP)"
        )
    if result.share is not None:
        size += f", {number(result.share)} times what rounding allows"
    return (
        f"{result.pair}: {result.run} on {result.case}:"
        f" {result.outcome}{size}: {result.detail}"
    )
