"""The site: both builders accept it, and a browser shows it as it should be."""

import functools
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading

import pytest
from conftest import PAIRS, ROOT

from tape_patterns import pairs, source
from tape_patterns.measure import calls
from tape_patterns.site import mathml

BUILDERS = ("mkdocs", "zensical")
PAGES = [
    path.relative_to(ROOT / "docs").with_suffix("").as_posix()
    for path in sorted(ROOT.glob("docs/**/*.md"))
]
BUTTONS = ".md-clipboard, .md-code__button[data-md-type=copy]"
WIDTHS = (1280, 390)
# What is typed, and the page that must come first.
SEARCHES = {
    "grad_ys": "post/chain_rule",
    "minimize": "post/minimize",
    "RMSPropOptimizer decay": "optimizers/rmsprop",
    "AdamOptimizer": "optimizers/adam",
    "AdamOptimizer beta1": "optimizers/adam",
    "tf.train.AdamOptimizer": "optimizers/adam",
    "tf.hessians": "gradients/hessian",
    "map_fn": "gradients/mapped_gradient",
    "tf.map_fn": "gradients/mapped_gradient",
    "RegisterGradient": "gradients/gradient_override",
    "clip_by_global_norm": "training/clip_by_global_norm",
    "UPDATE_OPS": "training/update_ops",
    "IndexedSlices": "gradients/embedding_gradient",
    "exponential_decay": "training/learning_rate_decay",
    "gradient penalty": "gradients/gradient_penalty",
    "conjugate gradient": "gradients/hessian_vector_product",
    "No gradients provided": "errors",
    "tf.gradients is not supported": "errors",
    "has no attribute 'RMSPropOptimizer'": "optimizers/rmsprop",
    "ExponentialMovingAverage": "training/moving_average",
    "ScipyOptimizerInterface": "training/scipy_optimizer",
    "restore checkpoint": "checkpoints",
    "momentum": "optimizers/momentum",
}
# What is pasted into the home page's box, besides.
PASTED = {
    "grads = tf.gradients(q, a, grad_ys=-d)": "post/chain_rule",
    "tf.train.RMSPropOptimizer(1e-3, decay=0.95)": "optimizers/rmsprop",
    "self.opt = tf.train.AdamOptimizer(lr)": "optimizers/adam",
    "maml": "gradients/inner_updates",
    # The box knows pairs and errors: here it is the pair's page.
    "restore checkpoint": "training/checkpoint_resume",
    "ValueError: No gradients provided for any variable.": "errors",
}
OFFLINE = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]


@pytest.fixture(scope="module", params=BUILDERS)
def site(request, tmp_path_factory):
    """The folder of the built site, by each builder."""
    work = tmp_path_factory.mktemp(request.param)
    for name in ("docs", "tape_patterns", "tests"):
        shutil.copytree(ROOT / name, work / name)
    shutil.copy(ROOT / "mkdocs.yml", work)
    command = [sys.executable, "-m", request.param, "build", "--strict"]
    # The variable silences a notice about MkDocs 2.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=work, capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stderr
    return work / "site"


@pytest.fixture(scope="module")
def address(site):
    """Where the site is served."""
    handler = functools.partial(QuietHandler, directory=site)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files and logs nothing."""

    def log_message(self, *_):
        """Log nothing."""


@pytest.fixture(scope="module")
def browser(chromium):
    """A Chromium that asks nothing of the network."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=OFFLINE)
        yield running
        running.close()


def test_every_page_in_a_browser(browser, address):
    page = browser.new_page()
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    for name in PAGES:
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        page.goto(address + f"/{name}/".removesuffix("/index/").strip("/"))
        # Wrong code has no button to copy it.
        blocks = page.locator(":not(.no-copy) > pre > code").count()
        page.wait_for_function(
            f"document.querySelectorAll('{BUTTONS}').length >= {blocks}"
        )
        assert page.locator(".no-copy .md-clipboard").count() == 0, name
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            it_fits(page, width, name)
    page.wait_for_load_state("networkidle")
    assert said == []
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    page.close()


def it_fits(page, width, name):
    """Nothing is cut off, and two sides stand next to each other if they can."""
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    sizes = page.locator(".pair pre > code").evaluate_all(
        "all => all.map(code => [code.scrollWidth, code.clientWidth,"
        " parseFloat(getComputedStyle(code).fontSize)])"
    )
    for needed, given, size in sizes:
        assert size >= 11, name
        assert needed <= given or width < 1280, f"{name}: code is cut"
    rows = page.locator(".pair").evaluate_all(
        "all => all.map(pair => [...pair.children].map("
        "side => side.getBoundingClientRect().top))"
    )
    for tops in rows:
        # Next to each other where there is room, else one above the other.
        assert len(set(tops)) == (len(tops) if width < 1280 else 1), name


def test_search_finds_what_a_person_types(browser, address, request):
    if request.node.callspec.params["site"] != "mkdocs":
        pytest.skip("the other builder has a search of its own, which is not tested")
    errors = pytest.importorskip("playwright.sync_api")
    page = browser.new_page(viewport={"width": WIDTHS[0], "height": 900})
    for typed, wanted in SEARCHES.items():
        page.goto(address)
        page.click("[data-md-component=search-query]")
        page.keyboard.type(typed)
        # The list is rewritten at each letter, so only what is wanted ends the wait.
        try:
            page.wait_for_function(
                "wanted => document.querySelector('.md-search-result__link')"
                "?.pathname === wanted",
                arg=f"/{wanted}/",
            )
        except errors.TimeoutError:
            pytest.fail(f"'{typed}' does not lead to {wanted} first")
    page.close()


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


def test_the_box_knows_every_pair_and_every_error():
    known = json.loads(calls.FINDER.read_text(encoding="utf-8"))
    errors = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    pages = [entry["page"] for entry in known]
    assert len(set(pages)) == len(pages) == len(PAIRS) + errors.count("\n### ")
    for page in pages:
        name, _, anchor = page.partition("/#")
        assert (ROOT / "docs" / f"{name.rstrip('/')}.md").exists()
        assert not anchor or f"{{ #{anchor} }}" in errors


def test_the_box_leads_to_a_page(browser, address):
    page = browser.new_page(viewport={"width": WIDTHS[0], "height": 800})
    page.goto(address)
    box = page.locator(".finder input")
    # What a reader came with is on the first screen.
    for seen in (box, page.locator(".pair"), page.get_by_text("pip install . &&")):
        place = seen.bounding_box()
        assert place["y"] + place["height"] < 800
    first = page.locator(".finder li a").first
    for typed, wanted in {**SEARCHES, **PASTED}.items():
        box.fill(typed)
        page.wait_for_function(
            "wanted => document.querySelector('.finder li a')?.pathname === wanted",
            arg=f"/{wanted}/",
        )
    box.fill("'Adam' object has no attribute 'minimize'")
    page.wait_for_function(
        "document.querySelector('.finder li a')?.hash === '#no_minimize'"
    )
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#no_minimize"
    box.press("Enter")
    page.wait_for_url("**/errors/#no_minimize")
    page.goto(address)
    box.fill("xyzzy")
    page.wait_for_function(
        "document.querySelector('.finder [role=status]').textContent"
    )
    assert first.count() == 0
    page.close()


def test_the_box_is_hidden_without_javascript(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".finder").is_hidden()
    assert page.locator("td a").count() == len(PAIRS)
    context.close()


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
