"""The ways from a name or a message to its page: the search, and the box."""

import json
import re

import pytest
from built_site import address, browser, site  # noqa: F401
from conftest import PAIRS, ROOT

from tape_patterns.measure import calls

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
    "how do I port grad_ys": "post/chain_rule",
    "why does my RMSProp port train worse": "optimizers/rmsprop",
    "what replaces UPDATE_OPS?": "training/update_ops",
    "my gradient is None": "errors",
    "is my difference rounding or a bug?": "check_your_port",
    "grads = tf.gradients(q, a, grad_ys=-d)": "post/chain_rule",
    "tf.train.RMSPropOptimizer(1e-3, decay=0.95)": "optimizers/rmsprop",
    "self.opt = tf.train.AdamOptimizer(lr)": "optimizers/adam",
    "maml": "gradients/inner_updates",
    # The box knows pairs and errors: here it is the pair's page.
    "restore checkpoint": "training/checkpoint_resume",
    "ValueError: No gradients provided for any variable.": "errors",
}
# Where each builder's search is, what is typed into, and the hits. Zensical's stand in
# a shadow root, which the browser's driver looks into.
SEARCH = {
    "mkdocs": (
        "input.md-search__input",
        "input.md-search__input",
        ".md-search-result__link",
    ),
    "zensical": (".md-search__button", "[role=combobox]", "[role=option]"),
}


def test_search_finds_what_a_person_types(browser, address, request):
    playwright = pytest.importorskip("playwright.sync_api")
    button, box, hits = SEARCH[request.node.callspec.params["site"]]
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    page.click(button)
    for typed, wanted in SEARCHES.items():
        # No hit is left over from the name before.
        page.locator(box).fill("xyzz")
        page.locator(box).press_sequentially("y")
        playwright.expect(page.locator(hits)).to_have_count(0)
        page.locator(box).fill(typed[:-1])
        page.locator(box).press_sequentially(typed[-1])
        first = page.locator(hits).first
        try:
            playwright.expect(first).to_have_attribute(
                "href", re.compile(rf"(^|/){wanted}/(#.*|\\?.*)?$"), timeout=30_000
            )
        except AssertionError:
            pytest.fail(f"'{typed}' does not lead to {wanted} first")
    page.close()


def test_the_box_knows_every_pair_and_every_error():
    known = json.loads(calls.FINDER.read_text(encoding="utf-8"))
    errors = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    addresses = [entry["page"] for entry in known]
    wanted = len(PAIRS) + errors.count("\n### ") + len(calls.QUESTIONS)
    assert len(set(addresses)) == len(addresses) == wanted
    for one in addresses:
        name, _, anchor = one.partition("/#")
        page = ROOT / "docs" / f"{name.rstrip('/')}.md"
        assert not anchor or f"{{ #{anchor} }}" in page.read_text(encoding="utf-8")
        assert page.exists()


def test_the_box_leads_to_a_page(browser, address):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
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


def test_a_page_that_is_not_there_helps(browser, address):
    page = browser.new_page()
    page.goto(address + "gradients/hessian_of_old/")
    assert page.locator("h1").inner_text() == "There is no such page"
    # What the address says is looked for at once.
    assert page.locator(".finder input").input_value() == "hessian_of_old"
    playwright = pytest.importorskip("playwright.sync_api")
    page.locator(".finder input").fill("tf.hessians")
    playwright.expect(page.locator(".finder li a").first).to_have_attribute(
        "href", address + "gradients/hessian/"
    )
    for link in page.locator(".md-content li a").all():
        assert page.request.get(link.evaluate("link => link.href")).ok
    page.close()


def test_the_box_says_when_its_list_does_not_load(browser, address):
    page = browser.new_page()
    page.route("**/finder.json", lambda route: route.abort())
    page.goto(address)
    page.locator(".finder input").fill("minimize")
    playwright = pytest.importorskip("playwright.sync_api")
    playwright.expect(page.locator(".finder [role=status]")).to_contain_text(
        "did not load"
    )
    page.close()
