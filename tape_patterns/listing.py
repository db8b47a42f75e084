"""How ``list`` and ``show`` show the catalogue and its source code."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from tape_patterns.pair import Pair
from tape_patterns.pairs import Chapter

Catalogue = Iterable[tuple[Chapter, Sequence[Pair]]]

SIDE_BY_SIDE = 134
"""Columns that two patterns of 64 columns need next to each other."""


def console() -> Console:
    """Return a console that does not wrap what goes into a pipe."""
    return Console(width=None if sys.stdout.isatty() else 160, highlight=False)


def calls(pair: Pair) -> list[str]:
    """Return the TF1 calls that a pair replaces, with the arguments it explains."""
    return [f"{call}({', '.join(names)})" for call, names in pair.replaces.items()]


def catalogue_as_json(catalogue: Catalogue) -> dict[str, Any]:
    """Return the catalogue in the form that ``list --format json`` documents."""
    return {
        "chapters": [
            {
                "chapter": chapter.name,
                "title": chapter.title,
                "pairs": [
                    {
                        "pair": pair.name,
                        "title": pair.title,
                        "replaces": {
                            call: list(names) for call, names in pair.replaces.items()
                        },
                    }
                    for pair in found
                ],
            }
            for chapter, found in catalogue
        ]
    }


def print_catalogue(catalogue: Catalogue) -> None:
    """Print each chapter with its pairs."""
    out = console()
    for chapter, found in catalogue:
        table = Table(
            box=None, pad_edge=False, title_justify="left", title_style="bold"
        )
        table.title = f"{chapter.name}: {chapter.title}"
        for title in ("pair", "task", "replaces"):
            table.add_column(title)
        for pair in found:
            table.add_row(pair.name, pair.title, "\n".join(calls(pair)))
        out.print(table)
        out.print()


def print_sources(sources: Mapping[str, str], language: str = "python") -> None:
    """Print source code by title: in colour on a terminal, as it is in a pipe."""
    if not sys.stdout.isatty():
        for title, source in sources.items():
            if len(sources) > 1:
                sys.stdout.write(f"# {title}\n")
            sys.stdout.write(source)
        return
    from rich.syntax import Syntax

    out = Console()
    blocks = {
        title: Syntax(source, language, background_color="default")
        for title, source in sources.items()
    }
    if len(sources) > 1 and out.width >= SIDE_BY_SIDE:
        table = Table(box=None, pad_edge=False, padding=(0, 1))
        for title in blocks:
            table.add_column(title)
        table.add_row(*blocks.values())
        out.print(table)
        return
    for title, block in blocks.items():
        out.print(f"# {title}", style="bold")
        out.print(block)


def print_wrong(pair: Pair) -> None:
    """Print what goes wrong: what each translation does, and its edit."""
    from tape_patterns.equivalence.edits import declared, edited_diff

    pieces = []
    for name, wrong in declared(pair).items():
        if isinstance(wrong, str):
            pieces.append(f"# {name}\n{wrong}\n")
        else:
            diff = edited_diff(pair, name, wrong)
            pieces.append(f"# {name}, in {wrong.side}.py: {wrong.claim}\n{diff}\n")
    print_sources({"wrong.py": "\n".join(pieces)}, "diff")
