"""One name ties a pair's folder, page, navigation and place in the catalogue."""

import json
import os
import re
import subprocess
import sys

import pytest
import yaml
from conftest import PAIRS, ROOT, measured

from tape_patterns import pairs
from tape_patterns.equivalence import read_recording
from tape_patterns.equivalence.wrong_translations import translations
from tape_patterns.measure.evidence import TEXT as EVIDENCE

NAMES = list(pairs.module_names())
FILES = ("__init__.py", "tf1.py", "tf2.py", "wrong.py", "tf1_15.json", EVIDENCE)
each_pair = pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)


class Loader(yaml.SafeLoader):
    """Reads ``mkdocs.yml``, whose tags name Python objects."""


Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)


def navigation():
    """Return the titles above each page of the site, in order, and the page."""
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader)
    return list(_below((), config["nav"]))


def _below(titles, entry):
    if isinstance(entry, str):
        yield titles, entry
    for part in entry if isinstance(entry, list) else []:
        yield from _below(titles, part)
    for title, part in entry.items() if isinstance(entry, dict) else []:
        yield from _below((*titles, title), part)


def test_names_are_unique():
    listed = [name for chapter in pairs.CHAPTERS for name in chapter.pairs]
    assert len(listed) == len(set(listed))


def test_folders_are_the_catalogue():
    folder = ROOT / "tape_patterns" / "pairs"
    found = {
        (path.parent.name, path.name)
        for path in folder.glob("*/*/")
        if path.name != "__pycache__" and any(path.glob("*.py"))
    }
    listed = {
        (chapter.name, name) for chapter in pairs.CHAPTERS for name in chapter.pairs
    }
    assert found == listed


def test_pages_are_the_catalogue():
    listed = {
        (chapter.name, name) for chapter in pairs.CHAPTERS for name in chapter.pairs
    }
    listed |= {(chapter.name, "index") for chapter in pairs.CHAPTERS}
    pages = (ROOT / "docs").glob("*/*.md")
    found = {(path.parent.name, path.stem) for path in pages}
    translated = {("zh", page.stem) for page in (ROOT / "docs").glob("*.md")}
    assert found - translated == listed


def test_a_translation_shows_what_the_page_shows():
    for page in (ROOT / "docs" / "zh").glob("*.md"):
        ours, theirs = (
            path.read_text(encoding="utf-8")
            for path in (ROOT / "docs" / page.name, page)
        )
        for shown in (r"--8<-- .*", r"^```.*", r"^#+ (?:\d|(?=\W))", r"#!math `?[^`]+"):
            found = [re.findall(shown, text, re.MULTILINE) for text in (ours, theirs)]
            assert found[0] == found[1]
        assert f"](zh/{page.name})" in ours
        assert f"](../{page.name})" in theirs


def test_the_navigation_is_the_catalogue_in_order():
    shown = navigation()
    for chapter in pairs.CHAPTERS:
        folder = f"{chapter.name}/"
        here = [(titles, page) for titles, page in shown if page.startswith(folder)]
        (above, first), *others = here
        assert (above[-1], first) == (chapter.title, f"{folder}index.md")
        assert others == [
            ((*above, group.title) if len(chapter.groups) > 1 else above, page)
            for group in chapter.groups
            for page in (f"{folder}{name}.md" for name in group.pairs)
        ]
    pages = [page for _, page in shown]
    assert sorted(pages) == sorted(
        path.relative_to(ROOT / "docs").as_posix() for path in ROOT.glob("docs/**/*.md")
    )


@each_pair
def test_a_pair_has_its_files(pair):
    assert [name for name in FILES if not (pair.folder / name).exists()] == []
    assert pair.cases
    assert len({case.name for case in pair.cases}) == len(pair.cases)
    assert pair.replaces
    assert pair.becomes


@each_pair
def test_a_page_has_its_parts(pair):
    chapter = pair.module.split(".")[-2]
    text = (ROOT / "docs" / chapter / f"{pair.name}.md").read_text(encoding="utf-8")
    # Above the task may stand the names that a reader comes with.
    (title,) = re.findall(r"^# (?:<small>[^<]+</small> )?(.*)$", text, re.MULTILINE)
    assert title == pair.title
    headings = re.findall(r"^## ([^{\n]*\w)", text, re.MULTILINE)
    places = [
        headings.index(title)
        for title in ("What changed", "Where it goes wrong", "Evidence", "See also")
    ]
    assert places == sorted(places)
    included = re.findall(r'--8<-- "([^"]+)"', text)
    inside = f"tape_patterns/pairs/{chapter}/{pair.name}"
    wanted = {f"{inside}/tf1.py", f"{inside}/{EVIDENCE}:runs"}
    wanted |= {f"{inside}/{form}.py" for form in pair.forms}
    if len(pair.forms) > 1:
        wanted.add(f"{inside}/{EVIDENCE}:cost")
    if pair.closest:
        wanted.add(f"{inside}/{EVIDENCE}:distances")
    wanted |= {f"{inside}/{EVIDENCE}:{name}" for name in translations(pair)}
    assert wanted <= set(included)
    for include in included:
        assert (ROOT / include.split(":")[0]).exists()


@each_pair
def test_evidence_shows_no_failure(pair):
    text = measured((pair.folder / EVIDENCE).read_text(encoding="utf-8"))["runs"]
    rows = [row for row in text.splitlines() if row.startswith("| `")]
    assert rows
    outcomes = ("| identical |", "| rounding |", "| skipped |")
    assert all(any(outcome in row for outcome in outcomes) for row in rows)
    assert any(row.startswith("| `tf1.15 live` |") for row in rows)


@each_pair
def test_recordings_were_made_by_tensorflow_1_15_5(pair):
    assert read_recording(pair).made_by["tensorflow"] == "1.15.5"


@pytest.mark.parametrize(
    "code",
    [
        "import tape_patterns",
        "from tape_patterns import pairs; list(map(pairs.load, pairs.module_names()))",
        "import tape_patterns.cli",
        "import tape_patterns.listing",
        "import tape_patterns.scan",
        "import tape_patterns.equivalence",
    ],
)
def test_tensorflow_is_not_imported(code):
    check = f"{code}\nimport sys; assert 'tensorflow' not in sys.modules"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", check], check=True, env=environment)


def test_recordings_are_json_without_extras():
    for pair in PAIRS:
        text = (pair.folder / "tf1_15.json").read_text(encoding="utf-8")
        assert "NaN" not in text
        assert list(json.loads(text)) == ["made_by", "cases"]


@each_pair
def test_both_sides_fit_next_to_each_other(pair):
    for file in pair.folder.glob("*.py"):
        for line in file.read_text(encoding="utf-8").splitlines():
            assert len(line) <= 72, f"{file}: {line}"
