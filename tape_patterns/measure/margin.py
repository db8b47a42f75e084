"""How much of what rounding allows is used, over many random inputs: ``margin.md``.

The proof raises a false alarm where a right port uses more than all of it. ``tape-
patterns evidence margin --samples 60`` measures how far that is away; more samples
take longer and show more of the tail.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tape_patterns import pairs
from tape_patterns.equivalence.difference import number
from tape_patterns.measure import data
from tape_patterns.measure.conditions import CONDITIONS, verified_under
from tape_patterns.measure.machine import made_by
from tape_patterns.measure.markdown import table

PATH = Path(__file__).with_name("margin.md")
QUANTILES = (0.5, 0.9, 0.99, 0.999, 1.0)
TAIL = 0.05
"""The share of the largest values that the tail is estimated from."""


def measure(samples: int) -> data.Data:
    """Verify random inputs, divided among the conditions, with TensorFlow 1.15.5."""
    each = max(1, math.ceil(samples / len(CONDITIONS)))
    shares: dict[str, list[float]] = {name: [] for name in pairs.module_names()}
    compared, failed, inputs = 0, 0, set()
    for seed, condition in enumerate(CONDITIONS, start=1):
        drawn = [
            "--no-cases",
            "--live",
            "--thorough",
            "--samples",
            str(each),
            "--seed",
            str(seed),
        ]
        for row in verified_under(condition, drawn):
            if row["outcome"] == "skipped":
                continue
            compared += 1
            failed += row["outcome"] in ("different", "error")
            inputs.add((condition, row["pair"], row["case"]))
            if row["outcome"] != "identical" and row["share"] is not None:
                shares[row["pair"]].append(row["share"])
    return {
        "made_by": made_by(),
        "inputs": len(inputs),
        "comparisons": compared,
        "failed": failed,
        "shares": {name: sorted(found) for name, found in shares.items() if found},
    }


def beyond(shares: Sequence[float]) -> float:
    """Estimate how often a share is above 1, from an exponential tail of its log."""
    logs = np.sort(np.log(np.array(shares)))
    tail = logs[int(len(logs) * (1 - TAIL)) :]
    excess = float(np.mean(tail - tail[0]))
    return TAIL * math.exp(tail[0] / excess)


def rendered(found: data.Data) -> dict[str, str]:
    """Return the sections of the page."""
    everywhere = [share for shares in found["shares"].values() for share in shares]
    quantiles = np.quantile(everywhere, QUANTILES)
    titles = [f"{quantile:.1%}" for quantile in QUANTILES[:-1]] + ["largest"]
    apart = len(everywhere)
    told = (
        f"{found['inputs']:,} random inputs under {len(CONDITIONS)} conditions,"
        f" {found['comparisons']:,} comparisons: {found['failed']} failed,"
        f" {found['comparisons'] - apart - found['failed']:,} are identical, and"
        f" {apart:,} differ by rounding. The share of what rounding allows, over"
        " those that differ:"
    )
    estimate = (
        "If the tail goes on as the largest 5 % of the shares do, a differing"
        f" comparison exceeds what is allowed {number(beyond(everywhere))} of the"
        f" times. {data.measured_with(found)}"
    )
    distribution = table(titles, [[number(value) for value in quantiles]])
    rows = sorted(
        (
            (f"`{name}`", str(len(shares)), number(max(shares)))
            for name, shares in found["shares"].items()
        ),
    )
    return {
        "distribution": f"{told}\n\n{distribution}\n\n{estimate}",
        "pairs": table(("pair", "differing comparisons", "largest share"), rows),
    }


def produce(samples: int) -> list[Path]:
    """Measure, write data and text, and return their paths."""
    return data.write(PATH, measure(samples), rendered)
