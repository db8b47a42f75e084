"""The table of the home page that leads from a TF1 call to its page."""

from __future__ import annotations

from pathlib import Path

from tape_patterns import pairs
from tape_patterns.files import replace_file
from tape_patterns.measure.markdown import table

PATH = Path(__file__).with_name("calls.md")


def calls_table() -> str:
    """Return a row for each TF1 call of each pair, in alphabetical order."""
    rows = []
    for chapter in pairs.CHAPTERS:
        for name in chapter.pairs:
            pair = pairs.load(name)
            link = f"[{pair.title}]({chapter.name}/{name}.md)"
            for call, arguments in pair.replaces.items():
                rows.append((f"`{call}({', '.join(arguments)})`", link))
    rows.sort(key=lambda row: row[0].partition("(")[0].lower())
    return table(("TF1 call", "page"), rows) + "\n"


def produce(_samples: int) -> list[Path]:
    """Write the table, and return its path."""
    replace_file(PATH, calls_table())
    return [PATH]
