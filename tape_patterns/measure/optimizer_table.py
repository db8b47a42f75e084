"""All optimizers in one table: ``optimizer_table.md``.

Nothing is measured here: the numbers are those of the pairs' evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from tape_patterns import pairs
from tape_patterns.equivalence.difference import number
from tape_patterns.equivalence.distance import CLOSEST, GUESSED
from tape_patterns.errors import UsageError
from tape_patterns.files import replace_file
from tape_patterns.measure import evidence, optimizer_pictures
from tape_patterns.measure.data import HEAD, Data
from tape_patterns.measure.evidence import SHOWN_STEPS
from tape_patterns.measure.markdown import grouped_table, sections, table
from tape_patterns.measure.optimizer_pictures import LINES, Worst
from tape_patterns.pair import Pair

TABLE = Path(__file__).with_name("optimizer_table.md")


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
    groups = [title for *_, title in LINES.values()]
    titles = [f"step {step}" for step in SHOWN_STEPS]
    return grouped_table("pair", groups, titles, rows)


def produce(_samples: int) -> list[Path]:
    """Write the tables and the pictures, and return their paths.

    Raises:
        UsageError: this is no checkout: there are no pages for the picture.
    """
    folder = optimizer_pictures.FOLDER
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; run this in a checkout")
    chosen = optimizers()
    measured = {pair.name: worst(evidence.read(pair)["distances"]) for pair in chosen}
    replace_file(TABLE, sections(rendered(chosen, measured), HEAD))
    return [TABLE, *optimizer_pictures.produce(measured)]


def rendered(chosen: list[Pair], measured: Mapping[str, Worst]) -> dict[str, str]:
    """Return the sections of the page."""
    return {
        "arguments": arguments_table(chosen),
        "formulas": formulas_table(chosen),
        "distances": distances_table(measured),
        "pictures": optimizer_pictures.shown(measured),
    }


def _link(pair: Pair) -> str:
    return f"[{pair.name}](optimizers/{pair.name}.md)"
