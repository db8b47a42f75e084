"""Write what a run measured where a pair's page includes it: ``evidence.md``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from tape_patterns.equivalence import Cost, Distance, Result, WrongTranslation
from tape_patterns.equivalence.difference import number
from tape_patterns.equivalence.recording import replace_file
from tape_patterns.pair import Pair
from tape_patterns.report import summaries

FILE_NAME = "evidence.md"
HEAD = "<!-- Written by `tape-patterns evidence`: run it again, do not edit. -->"
SHOWN_STEPS = (1, 10, 100)
OPTIMIZERS = {
    "exact": "`tf2.py`, the exact class",
    "closest": "`closest.py`, Keras' built-in",
    "guessed": "`guessed`, in `wrong.py`",
}
COLUMNS = ("run", "against", "inputs", "outcome", "max ULP", "max diff", "relative")
Row = Sequence[str]


def write_evidence(
    pair: Pair,
    results: Sequence[Result],
    wrong: Sequence[WrongTranslation],
    versions: Mapping[str, str],
    costs: Mapping[str, Cost],
    distances: Sequence[Distance] = (),
) -> Path:
    """Write the pair's ``evidence.md`` and return its path.

    A page includes its sections by name: ``runs``, ``published``, ``cost`` (if the
    pair has several TF2 sides), ``distances`` (if it is an optimizer), and one
    for each wrong translation.
    """
    sections = {"runs": _runs(pair, results, versions)}
    printed = [
        (f"`{name}`", f"`{np.asarray(value).tolist()}`")
        for case in pair.cases
        for name, value in case.published.items()
    ]
    if printed:
        sections["published"] = table(("output", "value"), printed)
    if costs:
        sections["cost"] = table(
            ("TF2 side", "first call, with tracing", "later calls, median", "range"),
            [
                (
                    f"`{form}.py`",
                    _milliseconds(cost.first_call),
                    _milliseconds(cost.later_call),
                    f"{cost.fastest * 1e3:.2f} to {cost.slowest * 1e3:.2f}",
                )
                for form, cost in costs.items()
            ],
        )
    if distances:
        sections["distances"] = distance_table(distances)
    sections |= {tried.name: tried.says for tried in wrong}
    text = "\n".join(section(name, body) for name, body in sections.items())
    path = pair.folder / FILE_NAME
    replace_file(path, f"{HEAD}\n\n{text}")
    return path


def _runs(pair: Pair, results: Sequence[Result], versions: Mapping[str, str]) -> str:
    rows = []
    for found in summaries(results):
        rows.append(
            (
                f"`{found.run}`",
                found.against if found.against == "published" else f"`{found.against}`",
                str(found.inputs),
                found.worst.outcome,
                str(found.max_ulp),
                number(found.max_abs),
                number(found.max_rel),
            )
        )
    lines = [table(COLUMNS, rows)]
    for run, bound in pair.bounds.items():
        lines.append(
            f"\nBound of `{run}`: {number(bound.max_rel)} relative. {bound.because}"
        )
    made = ", ".join(
        f"{name} {found}"
        for name, found in versions.items()
        if name.split()[0] in ("tensorflow", "keras", "numpy", "python")
    )
    lines.append(f"\nMeasured with {made}.")
    return "\n".join(lines)


def distance_table(distances: Iterable[Distance]) -> str:
    """Return a table of the distances to TF1, by optimizer and rate."""
    order = list(OPTIMIZERS)
    rows = [
        (
            OPTIMIZERS[found.optimizer],
            found.case.replace("_", " "),
            *(number(found.after[step]) for step in SHOWN_STEPS),
        )
        for found in sorted(distances, key=lambda found: order.index(found.optimizer))
    ]
    steps = [f"after {step}" for step in SHOWN_STEPS[:-1]]
    return table(("TF2 side", "case", *steps, f"after {SHOWN_STEPS[-1]} steps"), rows)


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1e3:.2f} ms"


def table(titles: Row, rows: Iterable[Row]) -> str:
    """Return a table in Markdown."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def section(name: str, body: str) -> str:
    """Return a body between the marks by which a page includes it."""
    start, end = (f"<!-- --8<-- [{edge}:{name}] -->" for edge in ("start", "end"))
    return f"{start}\n{body}\n{end}\n"
