"""The pieces of Markdown that pages include."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Row = Sequence[str]


def table(titles: Row, rows: Iterable[Row]) -> str:
    """Return a table."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def section(name: str, body: str) -> str:
    """Return a body between the marks by which a page includes it."""
    start, end = (f"<!-- --8<-- [{edge}:{name}] -->" for edge in ("start", "end"))
    return f"{start}\n{body}\n{end}\n"


def sections(named: dict[str, str], head: str) -> str:
    """Return a file of sections, after a line that says what wrote it."""
    return f"{head}\n\n" + "\n".join(section(*item) for item in named.items())
