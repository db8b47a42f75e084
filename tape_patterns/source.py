"""A side's source code: its marked pattern, and the file without marks."""

from __future__ import annotations

import ast
import re
import textwrap
from pathlib import Path

PATTERN = "pattern"
"""The name of the section that a person would keep."""
_MARK = re.compile(r"^\s*# --8<-- \[(?:start|end):\w+\]\s*$")


def without_marks(text: str) -> str:
    """Return source code without the lines that mark sections."""
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not _MARK.match(line))


def section(text: str, name: str = PATTERN) -> str:
    """Return a marked section of source code, flush left.

    Raises:
        ValueError: there is no such section.
    """
    mark = rf"^[ \t]*# --8<-- \[start:{name}\]\n(.*?)^[ \t]*# --8<-- \[end:{name}\]$"
    found = re.search(mark, text, re.DOTALL | re.MULTILINE)
    if not found:
        raise ValueError(f"no section '{name}'")
    return textwrap.dedent(without_marks(found[1])).rstrip() + "\n"


def pattern_of(file: Path) -> str:
    """Return the pattern of a side; all of it where none is marked."""
    text = file.read_text(encoding="utf-8")
    return section(text) if has_pattern(text) else without_marks(text)


def has_pattern(text: str) -> bool:
    """Return whether source code has a marked pattern."""
    return f"[start:{PATTERN}]" in text


def whole(file: Path) -> str:
    """Return a side's file without its marks."""
    return without_marks(file.read_text(encoding="utf-8"))


def pattern_with_imports(file: Path) -> str:
    """Return the pattern of a side after the imports and functions it needs.

    All of the file where none is marked.
    """
    text = file.read_text(encoding="utf-8")
    if not has_pattern(text):
        return without_marks(text)
    pattern = section(text)
    needed = _needed(ast.parse(text), pattern)
    lines = text.splitlines()
    imports: list[str] = []
    others: list[str] = []
    for node in needed:
        start = min([node.lineno, *(d.lineno for d in _decorators(node))])
        block = "\n".join(lines[start - 1 : node.end_lineno])
        is_import = isinstance(node, ast.Import | ast.ImportFrom)
        (imports if is_import else others).append(block)
    blocks = ["\n".join(imports), *others, pattern.rstrip()]
    return "\n\n".join(without_marks(block) for block in blocks if block) + "\n"


def _decorators(node: ast.stmt) -> list[ast.expr]:
    return getattr(node, "decorator_list", [])


def _needed(module: ast.Module, pattern: str) -> list[ast.stmt]:
    """Return the module's statements that a pattern needs, in their order."""
    inside = ast.parse(pattern)
    wanted = _names(inside)
    # What the pattern makes itself stands in it already.
    made = set().union(*map(_bound, inside.body))
    needed: set[ast.stmt] = set()
    while True:
        more = {
            node
            for node in module.body
            if node not in needed and wanted & _bound(node) - made and not _is_run(node)
        }
        if not more:
            return [node for node in module.body if node in needed]
        needed |= more
        for node in more:
            wanted |= _names(node)


def _is_run(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name == "run"


def _names(node: ast.AST) -> set[str]:
    return {found.id for found in ast.walk(node) if isinstance(found, ast.Name)}


def _bound(node: ast.stmt) -> set[str]:
    """Return the names that a statement of a module makes."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {(name.asname or name.name).split(".")[0] for name in node.names}
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Assign):
        return {name for target in node.targets for name in _names(target)}
    return set()
