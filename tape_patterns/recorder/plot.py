"""A picture of how the difference of two recordings grows."""

from __future__ import annotations

import io
import math
from pathlib import Path
from typing import Any

from tape_patterns.errors import UsageError
from tape_patterns.files import replace_file
from tape_patterns.recorder.comparing import Result
from tape_patterns.recorder.growth import Comparison
from tape_patterns.recorder.matching import parse

MOST_LINES = 8
"""So many arrays have a line of their own: those that are farthest apart."""
SIZE = (8.0, 4.5)
"""Inches."""
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
</head>
<body>
<h1>{title}</h1>
{picture}
</body>
</html>
"""


def check(path: Path) -> None:
    """Refuse a file that cannot be written, before the work is done.

    Raises:
        UsageError: another ending than .svg or .html, no such folder, no Matplotlib.
    """
    if path.suffix not in (".svg", ".html"):
        raise UsageError(f"{path}: --plot writes .svg or .html; name such a file")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: there is no folder {path.parent}; make it first")
    _matplotlib()


def write(path: Path, result: Result) -> None:
    """Write the picture, whole or not at all.

    Raises:
        UsageError: it cannot be written.
    """
    picture = svg(result)
    if path.suffix == ".html":
        title = f"{result.main.old.path.name}, {result.main.new.path.name}"
        drawn = picture[picture.index("<svg") :]
        picture = PAGE.format(title=_escaped(title), picture=drawn)
    replace_file(path, picture)


def svg(result: Result) -> str:
    """Draw a line for each array, and what rounding alone gives where it is known."""
    figure = _matplotlib()(figsize=SIZE, layout="constrained")
    axes = figure.add_subplot()
    main = result.main
    for name in _farthest(main):
        apart = main.curves[name].apart
        drawn = {
            step: far / (main.scale(name, step) or 1.0) for step, far in apart.items()
        }
        _draw(axes, drawn, label=name)
    if result.again and result.again.first:
        _draw(axes, result.again.overall(), "old side against itself", "black", ":")
    if result.double and result.double.first:
        # In the last bits float32 is this many times float64.
        times = main.eps / result.double.eps
        scaled = {step: times * d for step, d in result.double.overall().items()}
        label = f"float64 pair, times 2^{round(math.log2(times))}"
        _draw(axes, scaled, label, "black", "--")
    if main.eps:
        axes.axhline(main.eps, color="grey", linewidth=0.8, label="one unit: eps")
    axes.set_yscale("log")
    axes.set_ylim(top=10)
    axes.set_xlabel("step")
    axes.set_ylabel("difference / largest number of its kind")
    axes.set_title(f"Verdict: {result.verdict.kind.value}")
    axes.legend(fontsize="small")
    text = io.StringIO()
    # No date, and names that do not change: the same recordings give the same file.
    figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    return text.getvalue()


def _farthest(comparison: Comparison) -> list[str]:
    """Return the names that are drawn, in the order of a step."""

    def apart(name: str) -> float:
        far = comparison.curves[name].apart
        return max(far[step] / (comparison.scale(name, step) or 1.0) for step in far)

    names = sorted(comparison.differ, key=apart, reverse=True)[:MOST_LINES]
    return sorted(names, key=lambda name: parse(name).rank)


def _draw(
    axes: Any,
    curve: dict[int, float],
    label: str,
    color: str | None = None,
    style: str = "-",
) -> None:
    points = [(step, apart) for step, apart in sorted(curve.items()) if apart]
    steps, apart = [p[0] for p in points], [min(p[1], 10.0) for p in points]
    axes.plot(steps, apart, style, color=color, label=label, marker=".", linewidth=1)


def _matplotlib() -> Any:
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError:
        raise UsageError(
            '--plot: needs Matplotlib; run `pip install "tape_patterns[site]"`'
        ) from None
    matplotlib.rcParams["svg.hashsalt"] = "tape_patterns"
    return Figure


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
