"""The modules of the scanned project, found on the disk when a name leads to them."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache

from tape_patterns.scan.files import UnreadableError, read_python
from tape_patterns.scan.syntax import Module

KEPT = 256
"""Parsed modules that are kept at a time."""
ABOVE = 8
"""How many folders above a file an absolute import is looked for in."""


class Project:
    """Finds what a file imports from its own project."""

    def __init__(self) -> None:
        self._modules: OrderedDict[str, Module | None] = OrderedDict()

    def keep(self, module: Module) -> None:
        """Remember a parsed module, in case another one imports it."""
        if module.path:
            path = os.path.abspath(module.path)
            before = self._modules.get(path)
            if before:
                before.close()
            self._modules[path] = module

    def kept(self, path: str) -> Module | None:
        """Return the module of a file if it is remembered."""
        return self._modules.get(os.path.abspath(path)) if path else None

    def forget_oldest(self) -> None:
        """Let go of the modules that were not needed for the longest time.

        Between two files: what was found before is of no use after it.
        """
        while len(self._modules) > KEPT:
            _, module = self._modules.popitem(last=False)
            if module:
                module.close()

    def find(self, path: str, importer: str) -> tuple[Module, Sequence[str]] | None:
        """Return the module that an import leads to, and the names that follow it.

        Args:
            path: what is imported, such as ``..utils.optimizers.Adam``.
            importer: the folder of the file that imports it.

        Returns:
            None if no file of the project has that name.
        """
        file, names = _file_of(importer, path)
        module = self._load(file) if file else None
        return (module, names) if module else None

    def below(self, package: Module, name: str) -> Module | None:
        """Return the module of that name in a package."""
        folder, file = os.path.split(package.path)
        found = _within(folder, name) if file == "__init__.py" else None
        if found and os.path.isdir(found):
            found = os.path.join(found, "__init__.py")
        return self._load(os.path.abspath(found)) if found else None

    def _load(self, file: str) -> Module | None:
        if file not in self._modules:
            try:
                module = Module(read_python(file), file)
            except UnreadableError:
                self._modules[file] = None
            else:
                self.keep(module)
        self._modules.move_to_end(file)
        return self._modules[file]


@lru_cache(maxsize=10000)
def _file_of(folder: str, path: str) -> tuple[str, Sequence[str]]:
    """Return the file that an import leads to, and the names that follow it."""
    names = path.lstrip(".").split(".")
    level = len(path) - len(path.lstrip("."))
    for _ in range(level - 1):
        folder = os.path.dirname(folder)
    file = _locate(folder, names[0], 1 if level else ABOVE)
    if not file:
        return "", ()
    rest = names[1:]
    while rest and (below := _within(os.path.splitext(file)[0], rest[0])):
        file, rest = below, rest[1:]
    if os.path.isdir(file):
        file = os.path.join(file, "__init__.py")
    return file, rest


@lru_cache(maxsize=10000)
def _within(folder: str, name: str) -> str | None:
    """Return the package or file of that name in a folder."""
    package = os.path.join(folder, name)
    if os.path.isdir(package):
        return package
    return f"{package}.py" if os.path.exists(f"{package}.py") else None


@lru_cache(maxsize=10000)
def _locate(folder: str, name: str, levels: int) -> str | None:
    """Return the package or file of that name in a folder, or in one above it."""
    for _ in range(levels):
        if found := _within(folder, name):
            return found
        folder = os.path.dirname(folder)
    return None
