"""``scan`` reads notebooks: cells, magics, and where each line comes from."""

import json
from json.decoder import scanstring
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scanning import symbols

from tape_patterns.scan import notebook
from tape_patterns.scan.scanner import Scanner

CALL = "g = tf.gradients(y, x)"


def code(*lines):
    """Return a cell of code."""
    return {"cell_type": "code", "source": [f"{line}\n" for line in lines]}


def scan_notebook(tmp_path, cells, indent=1, **more):
    """Return what is found in a notebook, and the lines of its file."""
    path = tmp_path / "a.ipynb"
    text = json.dumps({"cells": cells, **more}, indent=indent)
    path.write_text(text, encoding="utf-8")
    scanned = Scanner(symbols()).scan(str(path))
    assert scanned.reason == ""
    return scanned.findings, text.splitlines()


def test_cells_share_their_names_and_each_line_has_its_place(tmp_path):
    cells = [
        {"cell_type": "markdown", "source": ["# tf.gradients(y, x)"]},
        code("import tensorflow as tf"),
        {"cell_type": "raw", "source": CALL},
        code("", "if True:", f"    {CALL}  # é"),
        {"cell_type": "code", "source": f"\n\n{CALL}"},
    ]
    found, raw = scan_notebook(tmp_path, cells)
    places = [(one.cell, one.cell_line, one.column) for one in found]
    assert places == [(3, 3, 9), (4, 3, 5)]
    for one in found:
        assert "tf.gradients" in raw[one.line - 1]
    assert found[0].source == f"    {CALL}  # é"


def test_a_notebook_in_one_line(tmp_path):
    found, _ = scan_notebook(tmp_path, [code("import tensorflow as tf", CALL)], None)
    assert [(one.line, one.cell, one.cell_line) for one in found] == [(1, 0, 2)]


def strings(value):
    """Yield the strings in a decoded value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from (key, *strings(item))


TEXT = st.text('a"\\\n:,[]{}é\ud83d')
JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | TEXT,
    lambda inside: st.lists(inside) | st.dictionaries(TEXT, inside),
)


@given(JSON, st.booleans(), st.sampled_from([None, 1]))
def test_each_string_knows_where_it_begins(value, ascii_only, indent):
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    decoded = notebook._decode(text)
    assert decoded == json.loads(text)
    for string in strings(decoded):
        assert text[string.start - 1] == '"'
        assert scanstring(text, string.start)[0] == string


def test_an_old_notebook(tmp_path):
    old = {"cell_type": "code", "input": ["import tensorflow as tf\n", CALL]}
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps({"worksheets": [{"cells": [old]}], "nbformat": 3}))
    (found,) = Scanner(symbols()).scan(str(path)).findings
    assert (found.cell, found.cell_line) == (0, 2)


@pytest.mark.parametrize(
    "before",
    [
        "%matplotlib inline",
        "%load_ext autoreload",
        "!pip install tensorflow",
        "!pip install \\",
        "  %timeit -n 10 f()",
        "tf?",
        "?tf",
        "tf.gradients??",
        "files = !ls {folder}",
        "out = %sql select",
        "%cd 'a b'",
        "%%time",
        "%%capture out",
        "x = 3 % 2",
        "!echo 'unclosed",
    ],
)
def test_what_only_ipython_reads_is_passed_over(tmp_path, before):
    lines = [before, *["    'more'"] * before.endswith("\\"), CALL]
    found, _ = scan_notebook(tmp_path, [code("import tensorflow as tf"), code(*lines)])
    assert [(one.cell, one.cell_line) for one in found] == [(1, len(lines))]


@pytest.mark.parametrize("magic", ["%time", "%timeit", "%prun", "  %time"])
def test_a_statement_after_a_magic_is_read(tmp_path, magic):
    indent = " " * (len(magic) - len(magic.lstrip()))
    lines = ["if True:"] * bool(indent) + [f"{magic} {CALL}"]
    found, _ = scan_notebook(
        tmp_path, [code("import tensorflow as tf"), code(*lines, f"{indent}{CALL}")]
    )
    first, second = found
    assert first.source == f"{magic} {CALL}"
    assert first.column == len(f"{magic} g = ") + 1
    assert second.cell_line == first.cell_line + 1


@pytest.mark.parametrize("magic", ["%%bash", "%%writefile a.py", "%%javascript", "%%R"])
def test_a_cell_in_another_language_is_passed_over(tmp_path, magic):
    cells = [code("import tensorflow as tf"), code("", magic, CALL), code(CALL)]
    found, _ = scan_notebook(tmp_path, cells)
    assert [one.cell for one in found] == [2]


def test_a_cell_that_does_not_parse_leaves_the_others(tmp_path):
    cells = [code("import tensorflow as tf"), code("def f(:", "x = ("), code(CALL)]
    found, _ = scan_notebook(tmp_path, cells)
    assert [one.cell for one in found] == [2]


@pytest.mark.parametrize(
    "lines",
    [
        ["x = (a", "     %b)"],
        ["print('%s (' # (", "      % (a))"],
        ["ok = (a", "      != b)"],
        ["x = a \\", "  %b"],
        ["s = '''", "%matplotlib", "'''"],
    ],
)
def test_an_expression_that_goes_on_is_no_magic(lines):
    assert notebook.python_of(lines) == lines


@pytest.mark.parametrize(
    "last",
    [
        "print(X",
        "y = [1,",
        "f({'a': (",
        "s = '''a",
        "def f(:",
        "(a:",
        "for x in (",
        "x = (  # )",
    ],
)
def test_a_cell_that_stays_open_leaves_the_next_one_alone(tmp_path, last):
    cells = [
        code("import tensorflow as tf", last),
        code("opt = tf.train.AdamOptimizer(1)", "opt.minimize(loss)"),
    ]
    found, raw = scan_notebook(tmp_path, cells)
    assert [(one.cell, one.cell_line, one.column) for one in found] == [
        (1, 1, 7),
        (1, 2, 1),
    ]
    assert "opt.minimize" in raw[found[1].line - 1]


def test_a_cell_that_is_no_python_is_not_mended_for_ever(tmp_path, monkeypatch):
    parse = Mock(side_effect=notebook.parse)
    monkeypatch.setattr(notebook, "parse", parse)
    log = code("(", *["def (:"] * 1000)
    cells = [log, code("import tensorflow as tf", CALL)]
    found, _ = scan_notebook(tmp_path, cells)
    assert [(one.cell, one.cell_line) for one in found] == [(1, 2)]
    assert parse.call_count == notebook.MOST_ERRORS


def test_cleaned_lines_keep_their_number():
    lines = ["%time f(x)", "!ls \\", "  more", "x = !ls", "y ?", "z"]
    cleaned = notebook.python_of(lines)
    assert cleaned == ["0    ;f(x)", "", "", "x = None", "", "z"]


def test_what_is_not_text_in_a_source_is_left_out(tmp_path):
    cells = [{"cell_type": "code", "source": [3, None, ["x"], "import tensorflow"]}]
    assert scan_notebook(tmp_path, [*cells, "cell", None, {}])[0] == ()
