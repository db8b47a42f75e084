"""Which files are scanned, and their text."""

from __future__ import annotations

import codecs
import io
import os
import stat
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tape_patterns.errors import UsageError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SOURCES = (".py", ".ipynb")
LARGEST = 8_000_000
"""Bytes of the largest file that is scanned: what is larger was generated."""
NO_SOURCES = frozenset({"node_modules", "site-packages", "__pycache__"})
ENVIRONMENT = ("pyvenv.cfg", "conda-meta")
"""What the folder of a virtual environment holds."""


class UnreadableError(Exception):
    """Why a file is skipped."""


@dataclass(frozen=True)
class Skipped:
    """A path that is not scanned, and why."""

    path: str
    reason: str


def walk(paths: Sequence[str], exclude: Sequence[str]) -> Iterator[str | Skipped]:
    """Yield the files to scan, and what is skipped, each once, in order.

    Args:
        paths: files and folders; a file is taken as it is.
        exclude: globs as in a ``.gitignore``, relative to each path.
    """
    seen: set[str] = set()
    excluded = _spec(exclude, "--exclude") if exclude else None
    for path in paths:
        found = _below(path, excluded) if os.path.isdir(path) else _single(path)
        for item in found:
            name = item if isinstance(item, str) else item.path
            if (key := os.path.abspath(name)) not in seen:
                seen.add(key)
                yield item


def _single(path: str) -> Iterator[str | Skipped]:
    if not os.path.lexists(path):
        yield Skipped(path, "does not exist")
    elif not path.endswith(SOURCES):
        yield Skipped(path, "is neither a .py file nor a .ipynb notebook")
    else:
        yield path


def _below(root: str, excluded: GitIgnoreSpec | None) -> Iterator[str | Skipped]:
    """Yield what is in a folder, in order of its name."""
    rules = list(_rules_above(root))
    folders: list[tuple[str, list[tuple[str, GitIgnoreSpec]]]] = [(root, rules)]
    while folders:
        folder, rules = folders.pop()
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield Skipped(folder, error.strerror or str(error))
            continue
        names = {entry.name for entry in found}
        if folder != root and names.intersection(ENVIRONMENT):
            continue
        if ".gitignore" in names:
            rules = [*rules, *_rules_of(folder)]
        below = []
        for entry in found:
            is_folder = entry.is_dir(follow_symlinks=False)
            if not (is_folder or entry.is_symlink() or entry.name.endswith(SOURCES)):
                continue
            if entry.name.startswith(".") or entry.name in NO_SOURCES:
                continue
            path, ending = os.path.normpath(entry.path), "/" * is_folder
            if any(_matches(spec, top, path + ending) for top, spec in rules):
                continue
            if excluded and _matches(excluded, root, path + ending):
                continue
            if is_folder:
                below.append((path, rules))
            elif entry.is_symlink() and _leads_to_folder(entry):
                yield Skipped(path, "is a symbolic link to a folder")
            elif entry.name.endswith(SOURCES):
                yield path
        folders.extend(reversed(below))


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _rules_above(root: str) -> Iterator[tuple[str, GitIgnoreSpec]]:
    """Yield the ``.gitignore`` files above a folder, in its repository."""
    folder, above = os.path.abspath(root), []
    while not os.path.exists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return
        folder = parent
        above.append(folder)
    for folder in reversed(above):
        yield from _rules_of(folder)


def _rules_of(folder: str) -> Iterator[tuple[str, GitIgnoreSpec]]:
    try:
        with open(os.path.join(folder, ".gitignore"), "rb") as file:
            lines = file.read().decode("utf-8", "replace").splitlines()
    except OSError:
        return
    yield folder, _spec(lines, "")


def _spec(lines: Sequence[str], option: str) -> GitIgnoreSpec:
    # Most folders have no such file: the import costs more than the rest here.
    from pathspec import GitIgnoreSpec

    wanted = []
    for line in lines:
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError as error:
            if option:
                raise UsageError(f"{option}: '{line}' is no glob: {error}") from None
        else:
            wanted.append(line)
    return GitIgnoreSpec.from_lines(wanted)


def _matches(spec: GitIgnoreSpec, top: str, path: str) -> bool:
    ending = "/" if path.endswith("/") else ""
    relative = os.path.relpath(os.path.abspath(path), os.path.abspath(top))
    return spec.match_file(relative.replace(os.sep, "/") + ending)


def read_bytes(path: str) -> bytes:
    """Return a file's bytes.

    Raises:
        UnreadableError: it is no file, too large, or cannot be read.
    """
    try:
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableError("is no regular file")
        if found.st_size > LARGEST:
            raise UnreadableError(f"is larger than {LARGEST // 1_000_000} MB")
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from None


def read_python(path: str) -> bytes:
    """Return a Python file in UTF-8, without a byte order mark.

    Raises:
        UnreadableError: it cannot be read, is no text, or names another encoding than
            it has (PEP 263).
    """
    return as_utf8(read_bytes(path))


def as_utf8(content: bytes) -> bytes:
    """Return the bytes of a Python file in UTF-8."""
    if b"\0" in content:
        raise UnreadableError("is not text: it holds a zero byte")
    if content.isascii():
        return content
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        if codecs.lookup(encoding).name == "utf-8":
            content.decode("utf-8")
            return content
        text = content.decode(encoding)
    except (SyntaxError, LookupError) as error:
        raise UnreadableError(
            f"is not text in utf-8, or in the encoding that it names: {error}"
        ) from None
    except UnicodeDecodeError as error:
        message = f"is not text in {error.encoding}: byte {error.start}"
        raise UnreadableError(message) from None
    return text.removeprefix("\ufeff").encode("utf-8")
