"""docs/errors.md: each message is what the installed TensorFlow says."""

import inspect
import logging
import re
import warnings
from pathlib import Path

import provoked_errors
import pytest

from tape_patterns import pairs

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
ENTRY = re.compile(r"^### (`+) ?(.+?) ?\1 \{ #(\w+) \}$(.*?)(?=^##|\Z)", re.M | re.S)
ENTRIES = {name: (message, body) for _, message, name, body in ENTRY.findall(PAGE)}
PROVOCATIONS = {
    name: function
    for name, function in inspect.getmembers(provoked_errors, inspect.isfunction)
    if function.__module__ == provoked_errors.__name__
}

each_entry = pytest.mark.parametrize("name", ENTRIES)


@pytest.fixture
def says(caplog):
    """Run a function; return what it raises, or else what it warns of."""

    def run(function):
        # The logger of TensorFlow does not pass its records on.
        logger = logging.getLogger("tensorflow")
        logger.addHandler(caplog.handler)
        try:
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                function()
        except Exception as error:
            return str(error)
        finally:
            logger.removeHandler(caplog.handler)
        return "\n".join([*caplog.messages, *(str(w.message) for w in caught)])

    return run


@each_entry
def test_the_message_is_what_tensorflow_says(name, says):
    message, _ = ENTRIES[name]
    assert message in says(PROVOCATIONS[name])


def test_each_heading_has_a_provocation_and_each_provocation_a_heading():
    headings = re.findall(r"^### ", PAGE, re.M)
    assert len(headings) == len(ENTRIES)
    assert sorted(ENTRIES) == sorted(PROVOCATIONS)
    messages = [message for message, _ in ENTRIES.values()]
    assert len(set(messages)) == len(messages)


@each_entry
def test_the_code_that_provokes_it_is_on_the_page(name):
    _, body = ENTRIES[name]
    assert f'--8<-- "tests/provoked_errors.py:{name}"' in body


@each_entry
def test_it_links_to_a_pair_that_answers_it(name):
    _, body = ENTRIES[name]
    known = {
        f"{chapter.name}/{pair}.md"
        for chapter in pairs.CHAPTERS
        for pair in chapter.pairs
    }
    links = re.findall(r"\]\(([^)#]+)\)", body)
    assert links
    assert set(links) <= known
