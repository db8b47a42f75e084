"""A wrong translation as an edit: its source, its diff, and its ``run``."""

from __future__ import annotations

import ast
import difflib
import linecache
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from tape_patterns import source
from tape_patterns.errors import UsageError
from tape_patterns.pair import Pair, Wrong

LONGEST_DIFF = 10
"""Lines that a diff has with what stands around a change; longer ones go without."""


def declared(pair: Pair) -> dict[str, Wrong | str]:
    """Return what ``wrong.py`` holds, by name, without running it.

    An edit is a ``Wrong``, written in literals; a function is its source code.
    """
    text = (pair.folder / "wrong.py").read_text(encoding="utf-8")
    found: dict[str, Wrong | str] = {}
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = ast.get_source_segment(text, node) or ""
        elif isinstance(node, ast.Assign) and _is_wrong(node.value):
            (name,) = (ast.unparse(target) for target in node.targets)
            call = cast(ast.Call, node.value)
            options = {
                str(item.arg): ast.literal_eval(item.value) for item in call.keywords
            }
            found[name] = Wrong(*map(ast.literal_eval, call.args), **options)
    return found


def _is_wrong(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and ast.unparse(value.func) == "Wrong"


def edited_source(pair: Pair, name: str, wrong: Wrong) -> str:
    """Return the file of the right side with the edits made.

    Raises:
        UsageError: an old text does not stand there exactly once.
    """
    file = pair.folder / f"{wrong.side}.py"
    text = right = file.read_text(encoding="utf-8")
    for old, new in wrong.edits.items():
        times = right.count(old)
        if times != 1:
            raise UsageError(
                f"{pair.folder / 'wrong.py'}: {name}: {old!r} stands {times} times"
                f" in {file.name}; write a text that stands there once"
            )
        text = text.replace(old, new)
    return text


def edited_run(pair: Pair, name: str, wrong: Wrong) -> Any:
    """Return the function ``run`` of the edited file."""
    text = edited_source(pair, name, wrong)
    return load_run(text, f"{pair.name}/wrong.py: {name}", pair.folder)


def load_run(text: str, name: str, folder: Path) -> Any:
    """Return the function ``run`` of source code that is in no file."""
    return load_module(text, name, folder).run


def load_module(text: str, name: str, folder: Path) -> ModuleType:
    """Return a module of source code that is in no file.

    Args:
        text: the source.
        name: how error messages call it.
        folder: where it finds files that stand beside it.
    """
    place = f"<{name}>"
    # AutoGraph reads the source of a function that it converts.
    linecache.cache[place] = (len(text), None, text.splitlines(keepends=True), place)
    module = ModuleType(name)
    module.__file__ = str(folder / "edited.py")
    exec(compile(text, place, "exec"), module.__dict__)
    return module


def edited_diff(pair: Pair, name: str, wrong: Wrong) -> str:
    """Return what the edits change: in the pattern, or else in the file."""
    right = Path(pair.folder / f"{wrong.side}.py").read_text(encoding="utf-8")
    edited = edited_source(pair, name, wrong)
    patterns = ["", ""]
    if source.has_pattern(right):
        patterns = [source.section(text) for text in (right, edited)]
    if patterns[0] == patterns[1]:
        patterns = [source.without_marks(text) for text in (right, edited)]
    with_context = _diff(patterns, around=1)
    if len(with_context) <= LONGEST_DIFF:
        return "\n".join(with_context)
    return "\n".join(_diff(patterns, around=0))


def _diff(texts: list[str], around: int) -> list[str]:
    right, edited = (text.splitlines() for text in texts)
    lines = difflib.unified_diff(right, edited, n=around, lineterm="")
    found = list(lines)[2:]
    # Another place begins with three dots in place of line numbers.
    return [" ..." if line.startswith("@@") else line for line in found][1:]
