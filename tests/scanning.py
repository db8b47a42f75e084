"""What the tests of ``scan`` share: sources that say themselves what is found."""

import re
from functools import cache
from pathlib import Path

from tape_patterns.scan.scanner import Scanner
from tape_patterns.scan.symbols import load


@cache
def symbols():
    """Return the catalogue's symbols."""
    return load()


def sections(name):
    """Return the sources that a file holds, by their names."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    parts = re.split(r"^## (.*)\n", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def scan_text(text, path="module.py"):
    """Return the findings in a source."""
    found = Scanner(symbols()).scan_source(text.encode(), str(path))
    assert found.reason == ""
    return found.findings


def marked(text):
    """Return the lines that a source marks, with the symbols that it names there.

    ``train = opt.minimize(loss)  #! train.Optimizer.minimize`` names one.
    """
    return sorted(
        (number, f"tf.{symbol}")
        for number, line in enumerate(text.splitlines(), 1)
        for marks in re.findall(r"#!(.*)", line)
        for symbol in marks.split()
    )


def found(text, path="module.py"):
    """Return the lines at which something is found, with the symbols."""
    return sorted((one.line, one.symbol) for one in scan_text(text, path))
