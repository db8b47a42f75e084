"""The site: both builders accept it, and a browser shows it as it should be."""

import functools
import gzip
import os
import re

import pytest
from built_site import PAGES, address, browser, site, url_of  # noqa: F401
from conftest import PAIRS, ROOT

from tape_patterns import pairs, source
from tape_patterns.measure import calls
from tape_patterns.site import mathml

BUTTONS = ".md-clipboard, .md-code__button[data-md-type=copy]"
WIDTHS = (1280, 768, 390)
PAPER = 718
"""What is printed on of an A4 page, at 96 pixels an inch."""
# One page of each kind, on which everything is checked that axe-core knows.
KINDS = (
    "index",
    "tutorial",
    "zh/tutorial",
    "gradients/index",
    "post/minimize",
    "optimizers/adam",
    "optimizer_table",
    "adam_drift",
    "errors",
    "proof",
    "check_your_port",
    "scan",
)
SCHEMES = {"light": "default", "dark": "slate"}
"""What a browser is told that a person prefers, and the theme's name for it."""
AXE = {"resultTypes": ["violations"]}
WEIGHT, WEIGHT_WITH_INDEX = 400_000, 1_000_000
"""Bytes of a page and what it loads, compressed as hosts send it."""


def test_every_page_in_a_browser(browser, address, site):
    page, dark = (browser.new_page(color_scheme=scheme) for scheme in SCHEMES)
    for shown in (page, dark):
        # To build the index takes longer than all else, and is tested elsewhere.
        shown.route("**/search*.json", without_entries)
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    for name in PAGES:
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        asked.clear()
        page.goto(address + url_of(name))
        # Wrong code has no button to copy it.
        page.wait_for_function(
            f"document.querySelectorAll('{BUTTONS}').length"
            " >= document.querySelectorAll(':not(.no-copy) > pre > code').length"
        )
        copied = "document.querySelectorAll('.no-copy .md-clipboard').length"
        assert page.evaluate(copied) == 0, name
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            it_fits(page, width, name)
        it_can_be_printed(page, name)
        if name in KINDS:
            everyone_can_read_it(page, "light", name)
            dark.goto(address + url_of(name))
            everyone_can_read_it(dark, "dark", name)
        it_is_light(asked, address, site, name)
        assert said == [], name
    page.close()
    dark.close()


def without_entries(route):
    """Answer with the search index, as if no page were in it."""
    index = route.fetch().json()
    index["docs" if "docs" in index else "items"] = []
    route.fulfill(json=index)


MEASURED = """() => ({
    width: document.documentElement.scrollWidth,
    code: [...document.querySelectorAll(".pair pre > code")].map(code => [
        code.scrollWidth,
        code.clientWidth,
        parseFloat(getComputedStyle(code).fontSize),
    ]),
    tops: [...document.querySelectorAll(".pair")].map(pair =>
        [...pair.children].map(side => side.getBoundingClientRect().top)),
})"""


def it_fits(page, width, name):
    """Nothing is cut off, and two sides stand next to each other if they can."""
    found = page.evaluate(MEASURED)
    assert found["width"] <= width, name
    for needed, given, size in found["code"]:
        assert size >= 11, name
        assert needed <= given or width < 1280, f"{name}: code is cut"
    for tops in found["tops"]:
        # Next to each other where there is room, else one above the other.
        assert len(set(tops)) == (len(tops) if width < 1280 else 1), name


def it_can_be_printed(page, name):
    """On paper, which does not scroll, no column and no line is cut off."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER, "height": 900})
    ends = page.locator("table, pre > code").evaluate_all(
        "all => all.filter(part => part.checkVisibility()).map("
        "part => part.getBoundingClientRect().left + part.scrollWidth)"
    )
    assert [end for end in ends if end > PAPER] == [], name
    page.emulate_media(media="screen")


# access.js sees a new width in the first frame, and acts in the second.
THREE_FRAMES = """() => new Promise(done => {
  let left = 3;
  const frame = () => left-- ? requestAnimationFrame(frame) : done();
  frame();
})"""


def everyone_can_read_it(page, scheme, name):
    """axe-core finds nothing, wide and narrow."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    # A colour on its way to another is not judged.
    page.add_style_tag(content="* { transition: none !important }")
    page.wait_for_selector(f"body[data-md-color-scheme={SCHEMES[scheme]}]")
    for width in (WIDTHS[0], WIDTHS[-1]):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(THREE_FRAMES)
        found = axe.run(page, options=AXE).response["violations"]
        told = [(rule["id"], rule["nodes"][0]["html"]) for rule in found]
        assert told == [], (name, scheme, width)


def it_is_light(asked, address, site, name):
    """Everything comes from the site itself, and is not much."""
    foreign = [url for url in asked if not url.startswith((address, "data:", "blob:"))]
    assert foreign == [], name
    files = {url.removeprefix(address).partition("#")[0] for url in asked}
    weights = {file: weight(site / file) for file in files if ":" not in file}
    (index,) = site.rglob("search*.json")
    # Whether it has come by now is up to the browser.
    weights.pop(index.relative_to(site).as_posix(), None)
    assert sum(weights.values()) < WEIGHT, name
    assert sum(weights.values()) + weight(index) < WEIGHT_WITH_INDEX, name


@functools.cache
def weight(file):
    """Return how many bytes a host sends for a file."""
    file = file / "index.html" if file.is_dir() else file
    return len(gzip.compress(file.read_bytes()))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_code_on_a_page_is_the_file(site, pair):
    page = site / pair.module.split(".")[-2] / pair.name / "index.html"
    text = re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8"))
    for mark, sign in (("&quot;", '"'), ("&lt;", "<"), ("&gt;", ">"), ("&#39;", "'")):
        text = text.replace(mark, sign)
    text = text.replace("&amp;", "&")
    for form in ("tf1", *pair.forms):
        file = pair.folder / f"{form}.py"
        assert source.whole(file).strip() in text, form
        assert source.pattern_of(file).strip() in text, form
    assert "--8<--" not in text


def test_mathematics_needs_no_script(site):
    text = (site / "post" / "chain_rule" / "index.html").read_text(encoding="utf-8")
    assert text.count("<math") == 3
    assert "<mfrac>" in text
    assert "mathjax" not in text.lower()


def test_mathml():
    assert '<math xmlns="http://www.w3.org/1998/Math/MathML"' in mathml.inline("x^2")
    assert 'display="block"' in mathml.block(" x ")


@pytest.mark.parametrize(
    ("path", "made"),
    [
        (calls.PATH, calls.calls_table),
        (calls.CHAPTERS, calls.chapters),
        (calls.FINDER, calls.finder),
    ],
)
def test_the_ways_to_a_page_are_those_of_the_catalogue(path, made):
    """If this fails, run ``tape-patterns evidence calls``."""
    assert path.read_text(encoding="utf-8") == made()


@pytest.mark.parametrize("path", [calls.PATH, calls.CHAPTERS])
def test_each_pair_is_listed_once(path):
    linked = re.findall(r"\]\((?:\w+/)?(\w+)\.md\)", path.read_text(encoding="utf-8"))
    assert sorted(linked) == sorted(pairs.module_names())


def test_the_readme_shows_what_verify_prints(command):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```\n(pair .*?)^```", text, re.MULTILINE | re.DOTALL)
    printed = command("verify", "chain_rule").stdout
    rows = [line.split() for line in printed.splitlines()]
    assert [line for line in block.splitlines() if line.split() not in rows] == []


def test_links_in_the_readme_lead_somewhere():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)]+)\)", text):
        assert (ROOT / target).exists(), target


@pytest.mark.skipif(os.name == "nt", reason="the script is for bash")
def test_ci_runs_the_commands_of_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^(pip install .*)$", readme, re.MULTILINE)
    assert commands == [
        "pip install . && tape-patterns verify",
        'pip install -e ".[test]" && pytest',
    ]
