"""The site for programs that read text: ``llms.txt``, and all pairs in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tape_patterns import pairs, source
from tape_patterns.equivalence.wrong_translations import translations
from tape_patterns.files import replace_file
from tape_patterns.listing import calls
from tape_patterns.pair import Pair

DOCS = Path(__file__).parents[2] / "docs"
INDEX, WHOLE = DOCS / "llms.txt", DOCS / "llms-full.txt"
HEAD = (
    "# Tape Patterns\n\n"
    "> TensorFlow 1 gradient code next to its TensorFlow 2 equivalent, with proof.\n"
)
_LEAD = re.compile(r"^# .*\n\n(.+(?:\n.+)*?)(?=\n\n|\n\{ \.lead \})", re.MULTILINE)


def index() -> str:
    """Return ``llms.txt``: a line for each pair, with a link to its page."""
    return "".join(
        [HEAD, "\nAll pairs in one file: [llms-full.txt](llms-full.txt)\n", *_index()]
    )


def whole() -> str:
    """Return all pairs: what each replaces, both patterns, and what goes wrong."""
    return "\n".join([HEAD, *_whole()])


def lead(page: Path) -> str:
    """Return the first sentences of a page, as plain text."""
    found = _LEAD.search(page.read_text(encoding="utf-8"))
    text = found[1].replace("\n", " ") if found else ""
    return re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", text)


def _index() -> Iterator[str]:
    for chapter in pairs.CHAPTERS:
        yield f"\n## {chapter.title}\n\n"
        for name in chapter.pairs:
            says = lead(DOCS / chapter.name / f"{name}.md")
            yield f"- [{pairs.load(name).title}]({chapter.name}/{name}/): {says}\n"
    yield "\n## More\n\n"
    for page in sorted(DOCS.glob("*.md")):
        title = re.search(r"^# (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
        if title and page.stem != "index":
            yield f"- [{title[1]}]({page.stem}/)\n"


def _whole() -> Iterator[str]:
    for chapter in pairs.CHAPTERS:
        for name in chapter.pairs:
            pair = pairs.load(name)
            page = DOCS / chapter.name / f"{name}.md"
            yield f"## {pair.title}\n\n{lead(page)}\n\nReplaces:\n"
            yield from (f"- `{call}`" for call in calls(pair))
            yield from _sides(pair)
            yield "\nWrong:\n"
            yield from (f"- {wrong.claim}" for wrong in translations(pair).values())
            yield ""


def _sides(pair: Pair) -> Iterator[str]:
    for side in ("tf1", *pair.forms):
        pattern = source.pattern_of(pair.folder / f"{side}.py").rstrip()
        yield f"\n{side}.py:\n\n```python\n{pattern}\n```"


def produce(_samples: int) -> list[Path]:
    """Write both files, and return their paths."""
    replace_file(INDEX, index())
    replace_file(WHOLE, whole())
    return [INDEX, WHOLE]
