"""What a function's parameters may be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tree_sitter import Node

from tape_patterns.scan.arguments import argument_at
from tape_patterns.scan.grammar import parts
from tape_patterns.scan.syntax import Module, Scope
from tape_patterns.scan.values import PLAIN, Local, Value

if TYPE_CHECKING:
    from tape_patterns.scan.resolve import Resolver

MOST_CALLS = 20
"""Calls of a function that are looked at for what they pass."""


def parameter(
    resolver: Resolver, module: Module, scope: Scope, name: str
) -> list[Value] | None:
    """Return what a parameter may be; None if there is none of that name."""
    if name not in scope.parameters:
        return None
    place, node = scope.parameters[name]
    owner = scope.parent if scope.parent else scope
    is_method = owner.kind == "class_definition"
    is_method = is_method and "staticmethod" not in module.decorators(scope)
    if is_method and place == 0:
        return [Local(module, owner, instance=True)]
    found = list(resolver.field(module, node, "value"))
    found += _annotated(resolver, module, node)
    called = owner.name if scope.name == "__init__" else scope.name
    for call in module.calls.get(called, [])[:MOST_CALLS]:
        argument = argument_at(module, call, place - is_method, name)
        if argument:
            # A number has no method: it is passed to another function of that name.
            values = resolver.values(module, argument)
            found.extend(value for value in values if value != PLAIN)
    return found


def _annotated(resolver: Resolver, module: Module, node: Node) -> Iterator[Value]:
    kind = node.child_by_field_name("type")
    named = next(iter(parts(kind)), None) if kind else None
    for value in resolver.values(module, named) if named else ():
        if isinstance(value, Local):
            yield Local(value.module, value.scope, instance=True)
        elif resolver.symbols.kind(value):
            yield value + "()"
