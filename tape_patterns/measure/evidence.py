"""A pair's evidence: ``evidence.json`` holds the numbers, ``evidence.md`` says them.

A page includes sections of ``evidence.md``: ``proven``, ``runs``, ``published`` (if a
source printed numbers), ``cost`` (if there are several TF2 sides), ``distances`` (of
an optimizer), and one for each wrong translation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from tape_patterns.equivalence import (
    Difference,
    TensorFlow1,
    WrongTranslation,
    measure_cost,
    measure_distances,
    try_wrong_translations,
    verify,
)
from tape_patterns.equivalence.difference import number
from tape_patterns.equivalence.edits import edited_diff
from tape_patterns.measure import data
from tape_patterns.measure.data import Data
from tape_patterns.measure.machine import made_by
from tape_patterns.measure.markdown import table
from tape_patterns.pair import Pair, Wrong
from tape_patterns.report import summaries

TEXT = "evidence.md"
SHOWN_STEPS = (1, 10, 100)
MOST_OUTPUTS = 3
"""Outputs that the sentence on a wrong translation names."""
LONGEST_ERROR = 160
"""Characters of an error that are shown whole."""
OPTIMIZERS = {
    "exact": "`tf2.py`, the exact class",
    "closest": "`closest.py`, Keras' built-in",
    "guessed": "`guessed`, in `wrong.py`",
}
COLUMNS = ("run", "against", "inputs", "outcome", "max ULP", "max diff", "relative")


def measure(pair: Pair, samples: int, tensorflow1: TensorFlow1) -> Data:
    """Run all that a pair's page shows, and return it as data for JSON."""
    results = verify(pair, samples, tensorflow1=tensorflow1, thorough=True)
    forms = pair.forms if len(pair.forms) > 1 else ()
    distances = measure_distances(pair) if pair.closest else ()
    return {
        "made_by": made_by(tensorflow1),
        "runs": [vars(summary) for summary in summaries(results)],
        "wrong": {
            tried.name: _wrong(pair, tried) for tried in try_wrong_translations(pair)
        },
        "cost": {
            form: asdict(measure_cost(pair, form, pair.cases[0])) for form in forms
        },
        "distances": [asdict(found) for found in distances],
    }


def write(pair: Pair, found: Data) -> list[Path]:
    """Write a pair's data and their text, and return both paths."""
    return data.write(pair.folder / TEXT, found, partial(rendered, pair))


def read(pair: Pair) -> Data:
    """Read what was measured of a pair."""
    return data.read(pair.folder / TEXT)


def rendered(pair: Pair, found: Data) -> dict[str, str]:
    """Return the sections of ``evidence.md``."""
    named = {"proven": proven(pair, found), "runs": _runs(pair, found)}
    printed = [
        (f"`{name}`", f"`{np.asarray(value).tolist()}`")
        for case in pair.cases
        for name, value in case.published.items()
        if np.asarray(value).dtype != np.float64
    ]
    if printed:
        named["published"] = table(("output", "value"), printed)
    if found["cost"]:
        named["cost"] = _cost(found["cost"])
    if found["distances"]:
        named["distances"] = _distances(found["distances"])
    return named | {name: _told(tried) for name, tried in found["wrong"].items()}


def proven(pair: Pair, found: Data) -> str:
    """Return one line: what was proven of the TF2 side to take, and on how much."""
    rows = found["runs"]
    taken = [row for row in rows if row["run"] in ("function", "eager")]
    taken = [row for row in taken if not row["against"].startswith("eager")]
    inputs = max(row["inputs"] for row in taken)
    dtypes = pair.only_dtype or "float32 and float64"
    tf1 = [row for row in rows if {"tf1.15", "tf1.15 live"} & {row["run"]}]
    # Without compat.v1, TensorFlow 1.15.5 is what the TF2 side is compared with.
    old = [row for row in tf1 if row["against"] == "graph"] or taken
    said = [f"TensorFlow 1.15.5: {_outcome(old)}"]
    if old is not taken:
        said.insert(0, f"`tf.function` and eager: {_outcome(taken)}")
    return (
        f"**Proven** on {inputs} inputs, {dtypes}. {'. '.join(said)}."
        " [Evidence and whole files](#evidence)"
    )


def _outcome(rows: Sequence[Mapping[str, Any]]) -> str:
    if all(row["outcome"] == "identical" for row in rows):
        return "identical, bit for bit"
    share = max(row["share"] for row in rows)
    return f"the same but for rounding, at most {number(share)} of what it allows"


def _runs(pair: Pair, found: Data) -> str:
    rows = [
        (
            f"`{row['run']}`",
            row["against"] if row["against"] == "published" else f"`{row['against']}`",
            str(row["inputs"]),
            row["outcome"],
            str(row["max_ulp"]),
            *(number(row[name]) for name in ("max_abs", "max_rel", "share")),
        )
        for row in found["runs"]
    ]
    lines = [table((*COLUMNS, "share of rounding"), rows)]
    lines += [f"\n`{run}`: {because}" for run, because in pair.rounding.items()]
    how = "[How to read this table](../proof.md#evidence)"
    lines.append(f"\n{data.measured_with(found)} {how}")
    return "\n".join(lines)


def _cost(costs: Mapping[str, Mapping[str, float]]) -> str:
    titles = ("TF2 side", "first call, with tracing", "later calls, median", "range")
    rows = [
        (
            f"`{form}.py`",
            f"{cost['first_call'] * 1e3:.2f} ms",
            f"{cost['later_call'] * 1e3:.2f} ms",
            f"{cost['fastest'] * 1e3:.2f} to {cost['slowest'] * 1e3:.2f}",
        )
        for form, cost in costs.items()
    ]
    return table(titles, rows)


def _distances(distances: Sequence[Mapping[str, Any]]) -> str:
    """Return a table of the distances to TF1, by optimizer and rate."""
    order = list(OPTIMIZERS)
    rows = [
        (
            OPTIMIZERS[found["optimizer"]],
            found["case"].replace("_", " "),
            *(number(found["after"][str(step)]) for step in SHOWN_STEPS),
        )
        for found in sorted(distances, key=lambda row: order.index(row["optimizer"]))
    ]
    steps = [f"after {step}" for step in SHOWN_STEPS[:-1]]
    return table(("TF2 side", "case", *steps, f"after {SHOWN_STEPS[-1]} steps"), rows)


def _wrong(pair: Pair, tried: WrongTranslation) -> Data:
    wrong = getattr(pair.side("wrong"), tried.name)
    diff = edited_diff(pair, tried.name, wrong) if isinstance(wrong, Wrong) else ""
    problem = tried.difference.problem if tried.difference else ""
    shown = {} if problem else tried.apart
    outputs = [
        _apart(name, found)
        for name, found in shown.items()
        if name not in tried.by_rounding
    ]
    return {
        "claim": tried.claim,
        "case": tried.case,
        "error": tried.error,
        "problem": problem,
        "outputs": outputs,
        "diff": diff,
    }


def _apart(
    name: str, found: tuple[Difference, np.ndarray[Any, Any], np.ndarray[Any, Any]]
) -> Data:
    """Describe how far one output is from TF1's."""
    difference, expected, actual = found
    row: Data = {"output": name, "max_abs": difference.max_abs}
    row["max_rel"] = difference.max_rel
    if expected.size == 1:
        row |= {"tf1": expected.item(), "found": actual.item()}
    return row


def _told(tried: Mapping[str, Any]) -> str:
    """Return the effect of a wrong translation, and the edit that makes it."""
    if tried["error"]:
        said = f"Raises `` {_shortened(tried['error'])} ``"
    elif tried["problem"]:
        said = f"Gives another result: {tried['problem']}."
    else:
        told = [_told_output(row) for row in tried["outputs"][:MOST_OUTPUTS]]
        said = "Measured: " + "; ".join(told) + "."
    if not tried["diff"]:
        return said
    marks = '.diff .no-copy data-search-exclude="" title="Wrong"'
    return f"{said}\n\n``` {{ {marks} }}\n{tried['diff']}\n```"


def _told_output(row: Mapping[str, Any]) -> str:
    if "found" in row:
        found, tf1 = (f"{row[name]:.4g}" for name in ("found", "tf1"))
        return f"`{row['output']}` is {found}, where TF1 gives {tf1}"
    size = f"`{row['output']}` is off by up to {number(row['max_abs'])}"
    if row["max_rel"] is None:
        return f"{size}, where TF1 gives zeros"
    return f"{size} ({number(row['max_rel'])} of its largest value)"


def _shortened(said: str) -> str:
    """Cut a long message after its first sentence."""
    sentence, stop, _ = said.partition(". ")
    return sentence + stop.strip() if len(said) > LONGEST_ERROR else said
