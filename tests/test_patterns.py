"""The marked pattern of a side: what a person would paste, and no more."""

import re

import pytest
from conftest import PAIRS, ROOT

from tape_patterns import source

SIDES = [
    path
    for pair in PAIRS
    for path in sorted(pair.folder.glob("*.py"))
    if source.has_pattern(path.read_text(encoding="utf-8"))
]
PLUMBING = re.compile(r"session\.run|np\.stack|\brun\(|\.numpy\(\)|--8<--")
LONGEST, WIDEST = 16, 64
each_side = pytest.mark.parametrize(
    "path", SIDES, ids=lambda path: str(path.relative_to(ROOT / "tape_patterns/pairs"))
)


@each_side
def test_a_pattern_is_short_and_compiles(path):
    pattern = source.pattern_of(path)
    lines = pattern.splitlines()
    assert 3 <= len(lines) <= LONGEST
    assert max(map(len, lines)) <= WIDEST
    assert not PLUMBING.search(pattern)
    compile(pattern, path, "exec")


@each_side
def test_a_pattern_with_its_imports_compiles(path):
    text = source.pattern_with_imports(path)
    compile(text, path, "exec")
    assert text.endswith(source.pattern_of(path))
    assert "def run(" not in text
    if "tf." in source.pattern_of(path):
        assert "import tensorflow" in text


def test_an_optimizer_is_a_pattern():
    for pair in PAIRS:
        if pair.closest:
            assert {pair.folder / "tf1.py", pair.folder / "tf2.py"} <= set(SIDES)


TEXT = """import numpy as np
import tensorflow as tf
from functools import partial

SIZE = 3


def helper(x):
    return x * SIZE


def run(x):
    w = tf.Variable(x)
    # --8<-- [start:pattern]
    y = helper(w)

    z = tf.square(y)
    # --8<-- [end:pattern]
    return {"z": np.stack([z])}
"""


def test_what_a_pattern_needs_comes_with_it(tmp_path):
    file = tmp_path / "side.py"
    file.write_text(TEXT)
    assert source.pattern_of(file) == "y = helper(w)\n\nz = tf.square(y)\n"
    assert source.pattern_with_imports(file) == (
        "import tensorflow as tf\n\nSIZE = 3\n\n"
        "def helper(x):\n    return x * SIZE\n\n"
        "y = helper(w)\n\nz = tf.square(y)\n"
    )
    assert "--8<--" not in source.whole(file)


def test_what_a_pattern_makes_itself_comes_once(tmp_path):
    file = tmp_path / "side.py"
    file.write_text(
        "import tensorflow as tf\n\n\n# --8<-- [start:pattern]\n"
        "def double(x):\n    return 2 * x\n\n\n"
        "def layer(x):\n    return tf.tanh(double(x))\n"
        "# --8<-- [end:pattern]\n"
    )
    assert source.pattern_with_imports(file).count("def double") == 1


def test_a_file_without_a_pattern_is_shown_whole(tmp_path):
    file = tmp_path / "side.py"
    file.write_text("x = 1\n")
    assert source.pattern_of(file) == "x = 1\n"
    assert source.pattern_with_imports(file) == "x = 1\n"
