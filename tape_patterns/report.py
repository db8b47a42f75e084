"""How ``verify`` shows what it found: a table, or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.table import Table

from tape_patterns.equivalence.difference import number
from tape_patterns.listing import console

if TYPE_CHECKING:
    from tape_patterns.equivalence import Result

MOST_FAILURES = 20
"""Failures that the table spells out."""
STYLES = {
    "identical": "green",
    "within bound": "green",
    "skipped": "yellow",
    "different": "bold red",
    "error": "bold red",
}


def as_json(results: Iterable[Result], versions: Mapping[str, str]) -> dict[str, Any]:
    """Return the results in the form that ``verify --format json`` documents."""

    def row(result: Result) -> dict[str, Any]:
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
            "bound": result.bound,
            "detail": result.detail,
        }

    return {"versions": dict(versions), "results": [row(result) for result in results]}


def _finite(value: float) -> float | None:
    """Return None for what JSON cannot write."""
    return value if abs(value) < float("inf") else None


def print_table(results: Sequence[Result], versions: Mapping[str, str]) -> None:
    """Print a row for each pair and run, then whatever does not hold."""
    table = Table(box=None, pad_edge=False)
    for title in ("pair", "run", "against", "inputs", "outcome"):
        table.add_column(title, no_wrap=True)
    for title in ("max ULP", "max diff", "relative", "bound"):
        table.add_column(title, justify="right", no_wrap=True)
    previous = ""
    for row in summaries(results):
        worst = row.worst
        measured = worst.difference
        numbers = ["", "", ""]
        if measured and not measured.problem:
            numbers = [str(row.max_ulp), number(row.max_abs), number(row.max_rel)]
        table.add_row(
            "" if row.pair == previous else row.pair,
            row.run,
            row.against,
            str(row.inputs),
            f"[{STYLES[worst.outcome]}]{worst.outcome}[/]",
            *numbers,
            number(worst.bound),
        )
        previous = row.pair
    out = console()
    out.print(table)
    failed = [result for result in results if not result.holds]
    for result in failed[:MOST_FAILURES]:
        out.print(_failure(result), style="red", markup=False)
    if len(failed) > MOST_FAILURES:
        more = len(failed) - MOST_FAILURES
        out.print(f"... and {more} more; --format json lists all", style="red")
    held = len(results) - len(failed)
    out.print(f"{held} of {len(results)} comparisons hold.")
    out.print(", ".join(f"{name} {found}" for name, found in versions.items()))


def _failure(result: Result) -> str:
    """Return a line that names the pair, the run, the case and the numbers."""
    measured = result.difference
    size = ""
    if measured and not measured.problem:
        size = (
            f" by {number(measured.max_abs)}"
            f" ({number(measured.max_rel)} relative, {measured.max_ulp} ULP)"
        )
    return (
        f"{result.pair}: {result.run} on {result.case}:"
        f" {result.outcome}{size}: {result.detail}"
    )


class Summary:
    """All results of one run of one pair."""

    def __init__(self, results: Sequence[Result]) -> None:
        order = list(STYLES)
        self.worst = max(results, key=lambda result: order.index(result.outcome))
        self.pair, self.run = self.worst.pair, self.worst.run
        self.against = self.worst.against
        self.inputs = len(results)
        measured = [result.difference for result in results if result.difference]
        self.max_ulp = max((found.max_ulp for found in measured), default=0)
        self.max_abs = max((found.max_abs for found in measured), default=0.0)
        self.max_rel = max((found.max_rel for found in measured), default=0.0)


def summaries(results: Iterable[Result]) -> list[Summary]:
    """Return a summary for each pair, run and reference, in order of appearance."""
    found: dict[tuple[str, str, str], list[Result]] = {}
    for result in results:
        key = (result.pair, result.run, result.against)
        found.setdefault(key, []).append(result)
    grouped = groupby(found.items(), key=lambda item: item[0][0])
    return [Summary(group) for _, items in grouped for _, group in items]
