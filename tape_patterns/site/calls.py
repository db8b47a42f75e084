"""Write the table of the home page that leads from a TF1 call to its page."""

from __future__ import annotations

from pathlib import Path

from tape_patterns import pairs

PATH = Path(__file__).with_name("calls.md")


def table() -> str:
    """Return a row for each TF1 call of each pair, in alphabetical order."""
    rows = []
    for chapter in pairs.CHAPTERS:
        for name in chapter.pairs:
            pair = pairs.load(name)
            link = f"[{pair.title}]({chapter.name}/{name}.md)"
            for call, arguments in pair.replaces.items():
                rows.append((call, f"| `{call}({', '.join(arguments)})` | {link} |"))
    lines = [row for _, row in sorted(rows, key=lambda item: item[0].lower())]
    return "\n".join(["| TF1 call | page |", "| --- | --- |", *lines]) + "\n"
