"""``llms.txt`` and the file of all pairs: current, and each link leads to a page."""

import re

import pytest
import yaml
from conftest import PAIRS, ROOT

from tape_patterns import source
from tape_patterns.measure import llms


def test_both_files_are_current():
    """If this fails, run ``tape-patterns evidence llms``."""
    assert llms.INDEX.read_text(encoding="utf-8") == llms.index()
    assert llms.WHOLE.read_text(encoding="utf-8") == llms.whole()


def test_each_link_leads_to_a_page():
    links = re.findall(r"\]\(([^)]+)\)", llms.index())
    assert len(links) > len(PAIRS)
    for link in links:
        file = f"{link.rstrip('/')}.md" if link.endswith("/") else link
        assert (ROOT / "docs" / file).exists(), link


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_each_pair_is_there_with_its_patterns(pair):
    text = llms.WHOLE.read_text(encoding="utf-8")
    assert llms.lead(ROOT / "docs" / pair.module.split(".")[-2] / f"{pair.name}.md")
    for side in ("tf1", *pair.forms):
        assert source.pattern_of(pair.folder / f"{side}.py").rstrip() in text


PAGES = [
    path for path in sorted((ROOT / "docs").rglob("*.md")) if path.name != "index.md"
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_described_by_its_first_words(page):
    """What a search engine shows under the title. The home page has the site's."""
    front = yaml.safe_load(page.read_text(encoding="utf-8").split("---\n")[1])
    text = llms.lead(page).replace("`", "")
    assert front["description"]
    assert text.startswith(front["description"].removesuffix("."))


def test_a_search_tag_is_on_its_page_and_on_no_other():
    """Search ranks a page by its tags first: what a person types leads to one page."""
    tagged = {}
    calls = {pair.name: " ".join(pair.replaces) for pair in PAIRS}
    for page in PAGES:
        _, front, body = page.read_text(encoding="utf-8").split("---\n", 2)
        for tag in yaml.safe_load(front).get("tags", []):
            tagged.setdefault(tag, []).append(page.stem)
            assert tag.lower() in (body + calls.get(page.stem, "")).lower(), (
                page.stem,
                tag,
            )
    assert {tag: pages for tag, pages in tagged.items() if len(pages) > 1} == {}
