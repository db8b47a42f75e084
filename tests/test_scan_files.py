"""Which files ``scan`` reads, and why it skips the others."""

import json
import os
from unittest.mock import Mock

import pytest

from tape_patterns import processors
from tape_patterns.errors import UsageError
from tape_patterns.scan import Skipped, project, running, side_by_side, syntax, walk
from tape_patterns.scan.files import LARGEST, UnreadableError, as_utf8
from tape_patterns.scan.scanner import Scanner
from tape_patterns.scan.symbols import load

CALL = "import tensorflow as tf\ng = tf.gradients(y, x)\n"


@pytest.fixture
def tree(tmp_path):
    """Make files by their paths, each with a call, and return their folder."""

    def make(*names, text=CALL):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return tmp_path

    return make


def walked(folder, *exclude):
    """Return what is walked below a folder: the files, and what is skipped."""
    items = list(walk([str(folder)], exclude))
    files = [os.path.relpath(item, folder) for item in items if isinstance(item, str)]
    skipped = {
        os.path.relpath(item.path, folder): item.reason
        for item in items
        if isinstance(item, Skipped)
    }
    return files, skipped


def test_a_folder_is_walked_in_order(tree):
    folder = tree("b.py", "a/z.py", "a/b/c.py", "c.ipynb", "d.txt", "e.pyc")
    assert walked(folder) == (["b.py", "c.ipynb", "a/z.py", "a/b/c.py"], {})


def test_hidden_folders_and_environments_are_left_out(tree):
    folder = tree(
        "a.py",
        ".hidden/a.py",
        "node_modules/a.py",
        "x/__pycache__/a.py",
        "env/pyvenv.cfg",
        "env/lib/a.py",
        "conda/conda-meta/history",
        "conda/a.py",
        "lib/site-packages/a.py",
    )
    assert walked(folder) == (["a.py"], {})


def test_gitignore_is_honoured(tree):
    folder = tree("a.py", "build/a.py", "x/made_1.py", "x/made_2.py", "x/y/b.py")
    (folder / ".gitignore").write_text("# made\n/build/\nmade_*.py\n!made_2.py\n[z\n")
    (folder / "x" / ".gitignore").write_text("/y\n")
    assert walked(folder) == (["a.py", "x/made_2.py"], {})


def test_the_gitignore_above_is_honoured_within_its_repository(tree):
    folder = tree("x/a.py", "x/b.py", ".git/config")
    (folder / ".gitignore").write_text("b.py\n")
    assert walked(folder / "x") == (["a.py"], {})
    (folder / ".git" / "config").unlink()
    (folder / ".git").rmdir()
    assert walked(folder / "x") == (["a.py", "b.py"], {})


def test_exclude_is_a_line_of_a_gitignore(tree):
    folder = tree("a.py", "tests/a.py", "x/tests/b.py", "x/a_test.py")
    assert walked(folder, "tests/", "*_test.py") == (["a.py"], {})


def test_a_file_is_taken_once(tree):
    folder = tree("a.py", "x/b.py")
    paths = [str(folder / "x"), str(folder), str(folder / "a.py")]
    found = [os.path.relpath(str(item), folder) for item in walk(paths, ())]
    assert found == ["x/b.py", "a.py"]


def test_paths_are_shown_as_they_were_given(tree, monkeypatch):
    monkeypatch.chdir(tree("a.py", "x/b.py"))
    assert list(walk(["."], ())) == ["a.py", os.path.join("x", "b.py")]
    assert list(walk(["./x/../x"], ())) == [os.path.join("x", "b.py")]
    (whole,) = walk([os.path.abspath("x")], ())
    assert whole == os.path.abspath(os.path.join("x", "b.py"))


def test_links_to_folders_are_told_and_not_followed(tree):
    folder = tree("x/a.py")
    (folder / "x" / "loop").symlink_to(folder)
    (folder / "round.py").symlink_to(folder / "round.py")
    files, skipped = walked(folder)
    assert files == ["round.py", "x/a.py"]
    assert skipped == {"x/loop": "is a symbolic link to a folder"}


def reason(path):
    """Return why a file is skipped."""
    (one,) = running.scan([str(path)], jobs=1)
    assert one.findings == ()
    return one.reason


def test_what_cannot_be_read_has_a_reason(tmp_path):
    loop = tmp_path / "loop.py"
    loop.symlink_to(loop)
    assert "symbolic links" in reason(loop)
    os.mkfifo(tmp_path / "pipe.py")
    assert reason(tmp_path / "pipe.py") == "is no regular file"
    assert reason(tmp_path / "none.py") == "No such file or directory"
    (tmp_path / "x.py").mkdir()
    assert reason(tmp_path / "x.py") == "is no regular file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_has_a_reason(tree):
    path = tree("a.py") / "a.py"
    path.chmod(0)
    assert reason(path) == "Permission denied"


def test_a_huge_file_has_a_reason(tmp_path):
    path = tmp_path / "made.py"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert reason(path) == f"is larger than {LARGEST // 1_000_000} MB"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"x = 1\0", "is not text: it holds a zero byte"),
        (b"x = '\xff'\n", "is not text in utf-8"),
        (b"# coding: klingon\nx = '\xff'\n", "unknown encoding: klingon"),
        (b"\xef\xbb\xbf# coding: latin-1\nx = '\xff'\n", "encoding"),
        (b"# coding: hex\nx = '\xff'\n", "hex"),
        (b"\xff\xfex\0 \0", "is not text: it holds a zero byte"),
    ],
)
def test_what_is_no_text_has_a_reason(content, says):
    with pytest.raises(UnreadableError, match=says):
        as_utf8(content)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-8-sig", "gbk", "utf-8"])
def test_encodings_of_pep_263(tmp_path, encoding):
    path = tmp_path / "a.py"
    named = "utf-8" if encoding == "utf-8-sig" else encoding
    letter = "中" if encoding == "gbk" else "é"
    text = f"# -*- coding: {named} -*-\nimport tensorflow as tf\n"
    path.write_text(text + f"'{letter}'; tf.gradients(y, x)\n", encoding=encoding)
    (one,) = running.scan([str(path)], jobs=1)
    assert one.reason == ""
    (found,) = one.findings
    assert (found.line, found.column, found.symbol) == (3, 6, "tf.gradients")
    assert found.source == f"'{letter}'; tf.gradients(y, x)"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("(", ")"),
        ("[", "]"),
        ("f(", ")"),
        ("a.b(", ")"),
        ("x[", "]"),
        ("-", ""),
        ("lambda: ", ""),
        ("a.b()", ".d()"),
        ("1", " + f(2)"),
    ],
)
def test_a_deep_expression_is_told_and_the_rest_goes_on(tmp_path, opening, closing):
    path = tmp_path / "deep.py"
    depth = 20_000
    path.write_text(f"{CALL}z = {opening * depth}1{closing * depth}\n{CALL}")
    (one,) = running.scan([str(path)], jobs=1)
    assert [found.line for found in one.findings] == [2, 5]
    assert one.reason == "is nested too deeply: a part is left out"


@pytest.mark.parametrize("opening", ["(", "f(", "x[", "{", "def f(", "class A("])
def test_what_is_never_closed_does_no_harm(tmp_path, opening):
    path = tmp_path / "open.py"
    path.write_text(f"{CALL}z = {opening * 20_000}\n")
    (one,) = running.scan([str(path)], jobs=1)
    assert [found.line for found in one.findings] == [2]


def test_a_file_too_entangled_has_a_reason(tmp_path, monkeypatch):
    monkeypatch.setattr("tape_patterns.scan.resolve.MOST_STEPS", 3)
    path = tmp_path / "a.py"
    path.write_text(CALL + "a = tf.Session()\na.run(a.run(a.run(z)))\n")
    (one,) = running.scan([str(path)], jobs=1)
    assert one.reason == "is too entangled to be followed"


def test_several_processes_find_what_one_finds(tree):
    folder = tree(*(f"x{number}/a.py" for number in range(40)))
    (folder / "broken.ipynb").write_text("{")
    files = sorted(map(str, [*folder.rglob("*.py"), folder / "broken.ipynb"]))
    one, two = (list(running.scan(files, jobs)) for jobs in (1, 2))
    assert one == two
    assert sum(len(scanned.findings) for scanned in one) == 40


def test_a_process_that_is_ended_is_one_line(tree, monkeypatch):
    files = [str(tree("a.py") / "a.py")] * 40
    monkeypatch.setattr(side_by_side, "_scan_chunk", end_at_once)
    with pytest.raises(UsageError, match="use --jobs 1"):
        list(running.scan(files, jobs=2))


def end_at_once(_):
    """End the process, as the operating system does when memory runs out."""
    os._exit(9)


def test_processes_are_started_for_much_source_only(tree, monkeypatch):
    files = [str(tree("a.py") / "a.py")]
    assert running.usual_jobs(files) == 1
    monkeypatch.setattr(running, "WORTH_A_PROCESS", 10)
    assert running.usual_jobs(files * 1000) == processors.count()
    assert running.usual_jobs(["/none"]) == 1


def test_syntax_errors_and_python_2_are_read(tmp_path):
    path = tmp_path / "old.py"
    path.write_text(
        "import tensorflow as tf\nprint 'a', 0777, `x`\nexec 'x' in y\n"
        "raise ValueError, 'b'\ng = tf.gradients(y, x)\ndef broken(:\n  )\n"
        "try:\n    h = tf.gradients(y, x)\nexcept (A, B), e:\n    print >>f, e\n"
    )
    (one,) = running.scan([str(path)], jobs=1)
    assert [found.line for found in one.findings] == [5, 9]


def project_files(folder):
    """Write files that find their optimizers in each other; return their paths."""
    (folder / "a.py").write_text("import tensorflow as tf\nfrom b import Own\n")
    text = "import tensorflow as tf\nclass Own(tf.train.AdamOptimizer): pass\n"
    (folder / "b.py").write_text(text)
    for name in "cdef":
        text = f"from b import Own  # {name} tf\nOwn(1).minimize(loss)\n"
        (folder / f"{name}.py").write_text(text)
    return [str(folder / f"{name}.py") for name in "abcdef"]


def test_modules_that_are_forgotten_are_found_again(tmp_path, monkeypatch):
    files = project_files(tmp_path)
    before = list(running.scan(files, jobs=1))
    assert [len(one.findings) for one in before] == [0, 1, 1, 1, 1, 1]
    monkeypatch.setattr(project, "KEPT", 1)
    assert list(running.scan(files, jobs=1)) == before


def test_a_file_that_others_import_is_parsed_once(tmp_path, monkeypatch):
    files = project_files(tmp_path)
    parse = Mock(side_effect=syntax.parse)
    monkeypatch.setattr(syntax, "parse", parse)
    # The first file imports the second one.
    list(running.scan([files[2], files[1], *files[3:]], jobs=1))
    assert parse.call_count == 5


def test_a_file_that_changed_is_parsed_again():
    scanner = Scanner(load())
    for text in (CALL, "import tensorflow as tf\n\n\ng = tf.hessians(y, x)\n"):
        (found,) = scanner.scan_source(text.encode(), "a.py").findings
        assert found.source == text.splitlines()[-1]


def test_lines_are_counted(tmp_path):
    for number, text in enumerate(("", "x", "x\n", "x\n\ny")):
        path = tmp_path / f"{number}.py"
        path.write_text(text)
        (one,) = running.scan([str(path)], jobs=1)
        assert one.lines == len(text.splitlines())


def test_a_notebook_that_is_none_has_a_reason(tmp_path):
    path = tmp_path / "a.ipynb"
    for content, says in {
        b"": "is no notebook",
        b"{": "is no notebook",
        b"[]": "is no notebook: it has no cells",
        b'{"cells": 3}': "is no notebook: it has no cells",
        b"\xff": "is not text in utf-8: byte 0",
        b"[" * 100_000: "is no notebook: nested too deeply",
        json.dumps(
            {"cells": [], "metadata": {"kernelspec": {"language": "R"}}}
        ).encode(): "is a notebook in R",
    }.items():
        path.write_bytes(content)
        assert reason(path).startswith(says)
