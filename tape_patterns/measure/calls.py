"""The ways from a TF1 call or an error message to its page.

The home page's tables, the chapters' lists, and what the box on the home page looks
through.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from tape_patterns import pairs
from tape_patterns.files import replace_file
from tape_patterns.measure.llms import DOCS, lead
from tape_patterns.measure.markdown import section, table
from tape_patterns.pair import Pair

PATH = Path(__file__).with_name("calls.md")
CHAPTERS = PATH.with_name("chapters.md")
FINDER = DOCS / "assets" / "finder.json"
QUESTIONS = {
    "My gradient is None": "errors/#gradients-that-are-none",
    "Is my difference rounding or a bug?": "check_your_port/",
    "How do I continue from a TF1 checkpoint?": "checkpoints/",
}
"""What a reader asks who has neither a call nor a message: the page."""
SHOWN = 3
"""Calls that a row names; a pair with more says how many."""
_TAGS = re.compile(r"^tags: \[(.*)\]$", re.MULTILINE)
_ERROR = re.compile(r"^### (`+)(.+?)\1 \{ #(\w+) \}$", re.MULTILINE)


def calls_table() -> str:
    """Return a table for each group of pairs, what is found most often first."""
    pieces = []
    for chapter in pairs.CHAPTERS:
        for group in chapter.groups:
            loaded = sorted(map(pairs.load, group.pairs), key=lambda p: -p.found_in)
            rows = [_row(chapter.name, pair) for pair in loaded]
            titles = ("task", "TF1", "TF2", "found in")
            pieces.append(f"### {group.title}\n\n{table(titles, rows)}\n")
    return "\n".join(pieces)


def chapters() -> str:
    """Return the list of each chapter's page: a line a pair, in reading order."""
    return "\n".join(
        section(chapter.name, "\n".join(_lines(chapter))) for chapter in pairs.CHAPTERS
    )


def finder() -> str:
    """Return, as JSON, what leads to each pair and to each error message."""
    asked = [{"title": title, "page": page} for title, page in QUESTIONS.items()]
    entries = [*_pairs(), *_errors(), *asked]
    lines = ",\n".join(json.dumps(entry, sort_keys=True) for entry in entries)
    return f"[\n{lines}\n]\n"


def produce(_samples: int) -> list[Path]:
    """Write all of them, and return their paths."""
    replace_file(PATH, calls_table())
    replace_file(CHAPTERS, chapters())
    replace_file(FINDER, finder())
    return [PATH, CHAPTERS, FINDER]


def _row(chapter: str, pair: Pair) -> tuple[str, str, str, str]:
    names = [f"`{call}`" for call in pair.replaces]
    if len(names) > SHOWN:
        names[SHOWN - 1 :] = [f"{len(names) - SHOWN + 1} more"]
    link = f"[{pair.title}]({chapter}/{pair.name}.md)"
    return link, ", ".join(names), pair.becomes, str(pair.found_in or "")


def _lines(chapter: pairs.Chapter) -> Iterator[str]:
    for group in chapter.groups:
        if len(chapter.groups) > 1:
            yield f"\n## {group.title}\n"
        for name in group.pairs:
            says = lead(DOCS / chapter.name / f"{name}.md")
            yield f"- [{pairs.load(name).title}]({name}.md): {says}"


def _pairs() -> Iterator[dict[str, object]]:
    for chapter in pairs.CHAPTERS:
        for name in chapter.pairs:
            pair = pairs.load(name)
            arguments = {word for names in pair.replaces.values() for word in names}
            yield {
                "title": pair.title,
                "page": f"{chapter.name}/{name}/",
                "calls": list(pair.replaces),
                "name": name,
                "tags": _tags(DOCS / chapter.name / f"{name}.md"),
                "words": [*pair.aliases, *sorted(arguments)],
                "found_in": pair.found_in,
            }


def _tags(page: Path) -> list[str]:
    """Return the names that lead to this page and to no other."""
    found = _TAGS.search(page.read_text(encoding="utf-8"))
    return found[1].split(", ") if found else []


def _errors() -> Iterator[dict[str, object]]:
    text = (DOCS / "errors.md").read_text(encoding="utf-8")
    for _, message, anchor in _ERROR.findall(text):
        yield {"message": message.strip(), "page": f"errors/#{anchor}"}
