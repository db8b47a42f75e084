"""Python 3.7 and NumPy 1.18 must be able to read what TensorFlow 1.15 runs."""

import ast
import subprocess
import sys

import pytest
from conftest import PAIRS, ROOT

PACKAGE = ROOT / "tape_patterns"
FILES = [
    PACKAGE / "__init__.py",
    PACKAGE / "pair.py",
    PACKAGE / "equivalence" / "tf1_worker.py",
    PACKAGE / "measure" / "__init__.py",
    PACKAGE / "measure" / "tf1_optimizer.py",
    PACKAGE / "measure" / "ddpg_tf1.py",
    PACKAGE / "recorder" / "__init__.py",
    PACKAGE / "recorder" / "tape_recorder.py",
    PACKAGE / "measure" / "tf1_signatures.py",
    *PACKAGE.glob("pairs/**/__init__.py"),
    *PACKAGE.glob("pairs/*/*/tf1.py"),
    PACKAGE / "pairs" / "optimizers" / "training.py",
    PACKAGE / "pairs" / "optimizers" / "tf1_loop.py",
]
SIDES = [path for pair in PAIRS for path in pair.folder.glob("tf*.py")]
ALLOWED = {
    "importlib",
    "dataclasses",
    "pathlib",
    "typing",
    "functools",
    "inspect",
    "itertools",
    "__future__",
    "io",
    "json",
    "os",
    "queue",
    "re",
    "struct",
    "sys",
    "tempfile",
    "threading",
    "time",
    "traceback",
    "types",
    "warnings",
    "zipfile",
    "zlib",
    "numpy",
    "tensorflow",
    "tape_patterns",
}


def imported(path):
    """Return the modules that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_syntax(path):
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 7))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports(path):
    assert {module.split(".")[0] for module in imported(path)} <= ALLOWED


@pytest.mark.parametrize("path", SIDES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_side_imports_nothing_of_the_house(path):
    standard = set(sys.stdlib_module_names)
    # Which files may import the optimizers, and their loops: see test_runs.
    loops = (
        "tape_patterns.checkpoints",
        "tape_patterns.optimizers",
        "tape_patterns.pairs.optimizers",
    )
    found = {module for module in imported(path) if not module.startswith(loops)}
    names = {module.split(".")[0] for module in found} - standard
    about = {"scipy"} if path.parent.name == "scipy_optimizer" else set()
    assert names <= {"numpy", "tensorflow"} | about


def test_a_real_python_compiles_them(python37):
    code = (
        "import sys\n"
        "for path in sys.argv[1:]:\n"
        "    compile(open(path, encoding='utf-8').read(), path, 'exec')"
    )
    subprocess.run([python37, "-c", code, *map(str, FILES)], check=True)
