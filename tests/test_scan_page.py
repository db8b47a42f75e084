"""The page of ``scan`` and its hook are true."""

import shlex

import yaml
from conftest import ROOT

from tape_patterns.measure import scan_example
from tape_patterns.scan.files import LARGEST
from tape_patterns.scan.grammar import DEEPEST

PAGE = (ROOT / "docs" / "scan.md").read_text(encoding="utf-8")


def test_the_example_is_current():
    """If this fails, run ``tape-patterns evidence scan_example``."""
    assert scan_example.PATH.read_text(encoding="utf-8") == scan_example.example()


def test_the_limits_are_those_of_the_code():
    assert f"more than\n{LARGEST // 1_000_000} MB" in PAGE
    assert f"nested more than {DEEPEST} deep" in PAGE


def test_the_hook_runs_the_command(command, tmp_path):
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    (hook,) = yaml.safe_load(text)
    assert hook["id"] in PAGE
    (tmp_path / "a.py").write_text("import tensorflow as tf\ntf.gradients(y, x)\n")
    program, *arguments = shlex.split(hook["entry"])
    assert program == "tape-patterns"
    assert command(*arguments, "a.py").returncode == 1
