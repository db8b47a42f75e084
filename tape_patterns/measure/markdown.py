"""The pieces of Markdown that pages include."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Row = Sequence[str]


def table(titles: Row, rows: Iterable[Row]) -> str:
    """Return a table."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def grouped_table(corner: str, groups: Row, titles: Row, rows: Iterable[Row]) -> str:
    """Return a table whose columns, after the first, come in groups of equal titles.

    It is HTML, which can say that a title belongs to several columns.
    """
    size = len(titles)
    over = [f'<th colspan="{size}" scope="colgroup">{group}</th>' for group in groups]
    under = [
        _cell("th", title, at, size) for at, title in enumerate([*titles] * len(groups))
    ]
    lines = [
        "<table markdown>",
        "<thead markdown>",
        f'<tr markdown><th rowspan="2">{corner}</th>{"".join(over)}</tr>',
        f"<tr markdown>{''.join(under)}</tr>",
        "</thead>",
        "<tbody markdown>",
    ]
    for first, *numbers in rows:
        cells = [_cell("td", text, at, size) for at, text in enumerate(numbers)]
        lines.append(
            f'<tr markdown><td markdown="span">{first}</td>{"".join(cells)}</tr>'
        )
    return "\n".join([*lines, "</tbody>", "</table>"])


def _cell(tag: str, text: str, at: int, size: int) -> str:
    first = "" if at % size else ' class="group"'
    return f"<{tag}{first}>{text}</{tag}>"


def section(name: str, body: str) -> str:
    """Return a body between the marks by which a page includes it."""
    start, end = (f"<!-- --8<-- [{edge}:{name}] -->" for edge in ("start", "end"))
    return f"{start}\n{body}\n{end}\n"


def sections(named: dict[str, str], head: str) -> str:
    """Return a file of sections, after a line that says what wrote it."""
    return f"{head}\n\n" + "\n".join(section(*item) for item in named.items())
