"""All optimizers in one table, and a picture: ``optimizer_table.md``.

Nothing is measured here: the numbers are those of the pairs' evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from tape_patterns import pairs
from tape_patterns.equivalence.difference import number
from tape_patterns.equivalence.distance import CLOSEST, EXACT, GUESSED
from tape_patterns.errors import UsageError
from tape_patterns.files import replace_file
from tape_patterns.measure import evidence
from tape_patterns.measure.data import HEAD, Data
from tape_patterns.measure.evidence import SHOWN_STEPS
from tape_patterns.measure.markdown import sections, table
from tape_patterns.pair import Pair

TABLE = Path(__file__).with_name("optimizer_table.md")
PICTURE = Path(__file__).parents[2] / "docs/assets/optimizer_distances.svg"
LINES = {
    GUESSED: ("#d9480f", "arguments renamed"),
    CLOSEST: ("#1c7ed6", "closest Keras built-in"),
    EXACT: ("#2b8a3e", "exact class"),
}
"""Colours that keep apart for most eyes, on light and on dark."""
GREY = "#868e96"
ZERO = 1e-9
"""Where the picture, whose scale is logarithmic, draws no difference."""

Worst = Mapping[str, Mapping[int, float]]


def optimizers() -> list[Pair]:
    """Return the pairs that are optimizers, in order of the catalogue."""
    loaded = (pairs.load(name) for name in pairs.module_names())
    return [pair for pair in loaded if pair.closest]


def worst(distances: Iterable[Data]) -> Worst:
    """Return the larger distance of all cases, by optimizer and step."""
    found: dict[str, dict[int, float]] = {}
    for distance in distances:
        known = found.setdefault(distance["optimizer"], {})
        for step, apart in distance["after"].items():
            known[int(step)] = max(known.get(int(step), 0.0), apart)
    # Where renaming the arguments is right, it is also what comes closest.
    found.setdefault(GUESSED, found[CLOSEST])
    return found


def arguments_table(chosen: Iterable[Pair]) -> str:
    """Return the table of TF1's classes, Keras' and the exact ones."""
    rows = []
    for pair in chosen:
        closest = pair.closest
        assert closest
        ((call, arguments),) = pair.replaces.items()
        tf1 = f"`{call}({', '.join(arguments)})`"
        rows.append((_link(pair), tf1, closest.keras, f"`{closest.exact}`"))
    return table(("pair", "TF1", "closest in Keras", "exact class"), rows)


def formulas_table(chosen: Iterable[Pair]) -> str:
    """Return the table of what Keras computes otherwise, and of the slots."""
    rows = []
    for pair in chosen:
        closest = pair.closest
        assert closest
        names = [f"`{slot}`: {name or 'none'}" for slot, name in closest.slots.items()]
        rows.append((_link(pair), closest.formula, "<br>".join(names) or "none"))
    titles = ("pair", "what Keras computes otherwise", "TF1's slots, and Keras' names")
    return table(titles, rows)


def distances_table(measured: Mapping[str, Worst]) -> str:
    """Return the table of distances after some steps."""
    rows = []
    for name, found in measured.items():
        cells = []
        for optimizer in LINES:
            cells += [number(found[optimizer][step]) for step in SHOWN_STEPS]
        rows.append((_link(pairs.load(name)), *cells))
    shown = [
        f"{title}, {step}" if step == SHOWN_STEPS[0] else str(step)
        for _, title in LINES.values()
        for step in SHOWN_STEPS
    ]
    return table(("pair", *shown), rows)


def draw(measured: Mapping[str, Worst], path: Path) -> None:
    """Draw a small panel an optimizer: distance to TF1 over the steps."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    # The same file from the same numbers, and text that the page can select.
    settings = {"svg.hashsalt": "tape_patterns", "svg.fonttype": "none"}
    settings |= dict.fromkeys(("text.color", "axes.edgecolor"), GREY)
    settings |= dict.fromkeys(("axes.labelcolor", "xtick.color", "ytick.color"), GREY)
    with mpl.rc_context({**settings, "font.size": 8, "font.family": "sans-serif"}):
        columns = 4
        figure = Figure(figsize=(9, 11), layout="constrained")
        panels = figure.subplots(
            -(-len(measured) // columns), columns, sharex=True, sharey=True
        )
        for panel, (name, found) in zip(panels.flat, measured.items(), strict=True):
            panel.set_title(name, fontsize=8)
            for optimizer, (colour, title) in LINES.items():
                panel.plot(
                    list(found[optimizer]),
                    [max(apart, ZERO) for apart in found[optimizer].values()],
                    color=colour,
                    label=title,
                    linewidth=1.6,
                    marker="o",
                    markersize=2.5,
                    clip_on=False,
                )
            panel.set_xscale("log")
            panel.set_yscale("log")
            panel.set_xticks([1, 10, 100], ["1", "10", "100"])
            panel.set_ylim(ZERO, 3)
            panel.set_yticks(
                [ZERO, 1e-6, 1e-4, 1e-2, 1], ["0", "1e-6", "1e-4", "0.01", "1"]
            )
            panel.minorticks_off()
            panel.grid(color=GREY, alpha=0.25, linewidth=0.5)
            panel.patch.set_alpha(0)
        handles, titles = panels.flat[1].get_legend_handles_labels()
        figure.legend(
            handles, titles, loc="outside upper center", ncols=3, frameon=False
        )
        figure.supxlabel("steps", fontsize=8)
        figure.supylabel("largest difference of a weight", fontsize=8)
        figure.savefig(path, transparent=True, metadata={"Date": None, "Creator": None})


def produce(_samples: int) -> list[Path]:
    """Write the tables and the picture, and return their paths.

    Raises:
        UsageError: this is no checkout: there are no pages for the picture.
    """
    if not PICTURE.parent.is_dir():
        raise UsageError(f"{PICTURE.parent}: no such folder; run this in a checkout")
    chosen = optimizers()
    measured = {pair.name: worst(evidence.read(pair)["distances"]) for pair in chosen}
    replace_file(TABLE, sections(rendered(chosen, measured), HEAD))
    draw(measured, PICTURE)
    return [TABLE, PICTURE]


def rendered(chosen: list[Pair], measured: Mapping[str, Worst]) -> dict[str, str]:
    """Return the sections of the page."""
    return {
        "arguments": arguments_table(chosen),
        "formulas": formulas_table(chosen),
        "distances": distances_table(measured),
    }


def _link(pair: Pair) -> str:
    return f"[{pair.name}](optimizers/{pair.name}.md)"
