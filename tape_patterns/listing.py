"""How ``list`` and ``show`` show the catalogue and its source code."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tape_patterns.pair import Pair
from tape_patterns.pairs import Chapter

Catalogue = Iterable[tuple[Chapter, Sequence[Pair]]]

SIDE_BY_SIDE = 150
"""Columns that two files of 72 columns need next to each other."""


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


def print_sources(files: Sequence[Path]) -> None:
    """Print source files: in colour on a terminal, as they are in a pipe."""
    sources = [file.read_text(encoding="utf-8") for file in files]
    if not sys.stdout.isatty():
        for file, source in zip(files, sources, strict=True):
            if len(files) > 1:
                sys.stdout.write(f"# {file.name}\n")
            sys.stdout.write(source)
        return
    from rich.syntax import Syntax

    out = Console()
    across = out.width >= SIDE_BY_SIDE
    table = Table(box=None, pad_edge=False, padding=(0, 1))
    blocks = [
        Syntax(source, "python", background_color="default") for source in sources
    ]
    if across and len(files) > 1:
        for file in files:
            table.add_column(file.name)
        table.add_row(*blocks)
        out.print(table)
        return
    for file, block in zip(files, blocks, strict=True):
        out.print(f"# {file.name}", style="bold")
        out.print(block)
