"""The optimizers' distances to TF1 as pictures, a few panels at a time.

Each picture is drawn twice: a page in the dark needs other ink.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from tape_patterns.equivalence.distance import CLOSEST, EXACT, GUESSED
from tape_patterns.files import replace_file

Worst = Mapping[str, Mapping[int, float]]
FOLDER = Path(__file__).parents[2] / "docs/assets"
PANELS = 4
"""In one picture: two next to each other can be read on a phone."""
LINES = {
    GUESSED: ("#d9480f", "o", "arguments renamed"),
    CLOSEST: ("#1c7ed6", "s", "closest Keras built-in"),
    EXACT: ("#2f9e44", "^", "exact class"),
}
"""Colours that keep apart for most eyes, on light and on dark; marks for the others."""
INK = {"light": "#3b3f45", "dark": "#c9ced6"}
"""By colour scheme: text and axes, at 4.5:1 or more on the page."""
ZERO = 1e-9
"""Where the picture, whose scale is logarithmic, draws no difference."""


def produce(measured: Mapping[str, Worst]) -> list[Path]:
    """Draw all pictures, and return their paths."""
    written = []
    for place, names in enumerate(batches(measured), start=1):
        for scheme, ink in INK.items():
            path = FOLDER / name_of(place, scheme)
            replace_file(path, drawn({name: measured[name] for name in names}, ink))
            written.append(path)
    return written


def shown(measured: Mapping[str, Worst]) -> str:
    """Return the Markdown that shows the picture of each few optimizers."""
    lines = []
    for place, names in enumerate(batches(measured), start=1):
        for scheme in INK:
            says = f"Distance to TF1 over 100 steps: {', '.join(names)}"
            file = f"assets/{name_of(place, scheme)}#only-{scheme}"
            lines.append(f"![{says}]({file}){{ loading=lazy }}")
    return "\n".join(lines)


def name_of(place: int, scheme: str) -> str:
    """Return the name of a picture's file."""
    return f"optimizer_distances_{place}_{scheme}.svg"


def batches(measured: Mapping[str, Worst]) -> Iterator[list[str]]:
    """Return the names of the optimizers of each picture."""
    names = iter(measured)
    while batch := list(islice(names, PANELS)):
        yield batch


def drawn(measured: Mapping[str, Worst], ink: str) -> str:
    """Return an SVG with a panel an optimizer: distance to TF1 over the steps."""
    import io

    import matplotlib as mpl
    from matplotlib.figure import Figure

    # The same file from the same numbers, and text that the page can select.
    settings: dict[str, object]
    settings = {"svg.hashsalt": "tape_patterns", "svg.fonttype": "none"}
    # The text has the page's font; matplotlib measures it with its own.
    settings |= {"font.size": 10, "font.sans-serif": ["DejaVu Sans", "sans-serif"]}
    settings |= dict.fromkeys(("text.color", "axes.edgecolor"), ink)
    settings |= dict.fromkeys(("axes.labelcolor", "xtick.color", "ytick.color"), ink)
    with mpl.rc_context(settings):
        figure = Figure(figsize=(4.6, 4.4), layout="constrained")
        panels = figure.subplots(PANELS // 2, 2, sharex=True, sharey=True)
        for panel in panels.flat[len(measured) :]:
            panel.set_visible(False)
        for panel, (name, found) in zip(panels.flat, measured.items(), strict=False):
            panel.set_title(name, fontsize=10)
            for optimizer, (colour, mark, title) in LINES.items():
                panel.plot(
                    list(found[optimizer]),
                    [max(apart, ZERO) for apart in found[optimizer].values()],
                    color=colour,
                    label=title,
                    linewidth=1.6,
                    marker=mark,
                    markersize=4,
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
            panel.tick_params(length=0, bottom=False, left=False)
            panel.grid(color=ink, alpha=0.25, linewidth=0.5)
            panel.patch.set_alpha(0)
        handles, titles = panels.flat[0].get_legend_handles_labels()
        figure.legend(handles, titles, loc="outside upper left", frameon=False)
        figure.supxlabel("steps", fontsize=10)
        figure.supylabel("largest difference of a weight", fontsize=10)
        file = io.StringIO()
        made = {"Date": None, "Creator": None}
        figure.savefig(file, format="svg", transparent=True, metadata=made)
    return file.getvalue()
