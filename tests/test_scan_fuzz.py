"""Sources that are cut, spliced and mutated at random do ``scan`` no harm."""

import json
import random
import string
from contextlib import suppress

import pytest
from conftest import PAIRS
from scanning import sections, symbols

from tape_patterns.scan.files import UnreadableError, as_utf8
from tape_patterns.scan.scanner import Scanner

FEW = 400
"""How many sources each run of the suite tries; ``--fuzz N`` tries others."""
SOURCES = [
    *sections("scan_found.txt").values(),
    *sections("scan_others.txt").values(),
    *((pair.folder / "tf1.py").read_text(encoding="utf-8") for pair in PAIRS),
]
PIECES = [
    *("(", ")", "[", "]", "{", "}", ":", ",", ".", "=", "\\", "\n", "\t", "    ", "#"),
    *('"', "'", '"""', "*", "**", "@", "lambda: ", "self.", "tf.", "()", ":= ", "é"),
    *("def f(", "class A(A):", "import tensorflow as tf\n", "from . import *\n", "\r"),
    *("global a\n", "nonlocal a\n", "%time ", "!ls \\\n", "\ufeff", "\u2028", "中"),
    *("a = a.minimize(a)\n", "print >>a, ", "exec ", "`", "async ", "await ", "match "),
]


def mutated(rng):
    """Return a source that was cut, spliced and mutated at random."""
    text = rng.choice(SOURCES)
    for _ in range(rng.randint(1, 12)):
        start = rng.randrange(len(text) + 1)
        end = min(len(text), start + rng.randrange(1, 80))
        other = rng.choice(SOURCES)
        begin = rng.randrange(len(other))
        piece = rng.choice(
            [
                "",
                rng.choice(PIECES),
                rng.choice(PIECES) * rng.randint(1, 200),
                other[begin : begin + rng.randrange(1, 400)],
                text[start:end] * 2,
                "".join(rng.choices(string.printable, k=5)),
            ]
        )
        text = text[:start] + piece + text[rng.choice([start, end]) :]
    return text


def as_notebook(rng, text):
    """Return a notebook of a source, perhaps a broken one."""
    lines = text.splitlines(keepends=True)
    place = rng.randrange(len(lines) + 1)
    cells = [
        {"cell_type": "code", "source": lines[:place]},
        {"cell_type": "markdown", "source": ["tf.gradients(y, x)"]},
        {"cell_type": "code", "source": "".join(lines[place:])},
    ]
    written = json.dumps({"cells": cells}, indent=rng.choice([None, 1]))
    if rng.random() < 0.3:
        place = rng.randrange(len(written))
        written = written[:place] + rng.choice(PIECES) + written[place + 3 :]
    return written


def test_mutated_sources(request, tmp_path):
    scanner = Scanner(symbols())
    count = request.config.getoption("--fuzz") or FEW
    python, book = tmp_path / "a.py", tmp_path / "a.ipynb"
    found = 0
    for seed in range(count):
        rng = random.Random(seed)
        text = mutated(rng)
        python.write_text(text, encoding="utf-8", newline="")
        book.write_text(as_notebook(rng, text), encoding="utf-8", newline="")
        for path in (python, book):
            scanned = scanner.scan(str(path))
            lines = path.read_bytes().count(b"\n") + 1
            for one in scanned.findings:
                found += 1
                assert 1 <= one.line <= lines, seed
                assert one.source[one.column - 1 :], seed
                assert one.symbol.startswith("tf."), seed
    assert found > count


@pytest.mark.parametrize("seed", range(20))
def test_bytes_at_random_are_text_or_have_a_reason(seed):
    content = random.Random(seed).randbytes(2000)
    with suppress(UnreadableError):
        as_utf8(content).decode("utf-8")
