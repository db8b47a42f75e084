"""The arguments of a call, as its source has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from tape_patterns.scan.grammar import between, parts
from tape_patterns.scan.syntax import Module

UNPACKED = ("list_splat", "dictionary_splat")
MANY = 1000
"""How many arguments an unpacked one stands for: what follows may be any."""


def given(module: Module, call: Node | None) -> Iterator[tuple[str | int, Node]]:
    """Yield the arguments of a call: the name or the place of each, and its value.

    An unpacked one's name is its source: ``*args``.
    """
    inside = call.child_by_field_name("arguments") if call else None
    if not inside or inside.type != "argument_list":
        return
    place = 0
    for child in parts(inside):
        if child.type == "keyword_argument":
            key = child.child_by_field_name("name")
            value = child.child_by_field_name("value")
            if key and value:
                yield module.text(key), value
        elif child.type in UNPACKED:
            yield source_of(module, child), child
            place += MANY
        else:
            yield place, child
            place += 1


def argument_at(module: Module, call: Node, place: int, name: str) -> Node | None:
    """Return the argument of a call at a place, or with a name."""
    for key, value in given(module, call):
        if key in (place, name):
            return value
    return None


def source_of(module: Module, node: Node) -> str:
    """Return an expression in one line, without comments."""
    text = module.text(node)
    if "\n" not in text:
        return text
    if "#" in text or "\\" in text:
        pieces, start = [], node.start_byte
        for left_out in between(node):
            pieces.append(module.source[start : left_out.start_byte])
            start = left_out.end_byte
        pieces.append(module.source[start : node.end_byte])
        text = b"\n".join(pieces).decode("utf-8", "replace")
    return re.sub(r"\s*\n\s*", " ", text).replace("( ", "(").replace("[ ", "[")


def receiver(module: Module, call: Node | None) -> str:
    """Return the source of the object whose method is called, if it is a name."""
    function = call.child_by_field_name("function") if call else None
    owner = function.child_by_field_name("object") if function else None
    text = source_of(module, owner) if owner else ""
    return text if re.fullmatch(r"[\w.\[\]]+|super\([\w, ]*\)", text) else ""
