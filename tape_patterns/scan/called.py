"""What a call returns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tree_sitter import Node

from tape_patterns.scan.arguments import argument_at
from tape_patterns.scan.objects import attribute, bases, is_optimizer
from tape_patterns.scan.syntax import Module
from tape_patterns.scan.values import UNKNOWN, Local, Value

if TYPE_CHECKING:
    from tape_patterns.scan.resolve import Resolver

FROM_CONTAINER = frozenset(
    {"get", "pop", "values", "items", "copy", "setdefault", "__getitem__"}
)
"""Methods that return what is in a container."""
PASSING = frozenset({"list", "tuple", "dict", "iter", "next", "reversed", "zip"})
"""Functions that return what is in their first argument."""
ENTERING = (".as_default", ".__enter__")
"""Methods that return their object."""
_TEXT = re.compile(r"['\"](\w+)['\"]")


def called(resolver: Resolver, module: Module, call: Node) -> Iterator[Value]:
    """Yield what a call may return."""
    function = call.child_by_field_name("function")
    if not function:
        return
    first = argument_at(module, call, 0, "optimizer")
    name = module.text(function) if function.type == "identifier" else ""
    owner = function.child_by_field_name("object")
    if name == "super":
        inside = module.scope_at(call.start_byte).enclosing_class()
        if inside:
            yield from bases(resolver, Local(module, inside, instance=True))
    elif name == "getattr" and first:
        yield from _getattr(resolver, module, call, first)
    elif name in PASSING and first:
        yield from resolver.values(module, first)
    elif owner and module.text(function).rpartition(".")[2] in FROM_CONTAINER:
        yield from resolver.values(module, owner)
    else:
        for value in resolver.values(module, function):
            yield from _result(resolver, module, value, first)


def _result(
    resolver: Resolver, module: Module, value: Value, first: Node | None
) -> Iterator[Value]:
    """Yield what a value returns that is called with a first argument."""
    if isinstance(value, Local):
        yield from _of_local(resolver, value) or [UNKNOWN]
    elif value == UNKNOWN:
        yield value
    elif value.endswith(ENTERING):
        yield value.rpartition(".")[0]
    elif value.startswith("functools.") and first:
        yield from resolver.values(module, first)
    elif first and not resolver.symbols.kind(value):
        # What is given an optimizer and is none returns it, wrapped.
        given = resolver.values(module, first)
        passed = [one for one in given if is_optimizer(resolver, one)]
        yield from passed or [value + "()"]
    else:
        yield value + "()"


def _of_local(resolver: Resolver, value: Local) -> list[Value]:
    if value.lambda_:
        return list(resolver.field(value.module, value.lambda_, "body"))
    if not value.is_a("class_definition"):
        return resolver.returned(value)
    if not value.instance:
        return [Local(value.module, value.scope, instance=True)]
    return [
        made
        for call in attribute(resolver, value, "__call__")
        if isinstance(call, Local)
        for made in resolver.returned(call)
    ]


def _getattr(
    resolver: Resolver, module: Module, call: Node, owner: Node
) -> Iterator[Value]:
    name = argument_at(module, call, 1, "")
    text = module.text(name) if name else ""
    for value in resolver.values(module, owner):
        if written := _TEXT.fullmatch(text):
            yield from attribute(resolver, value, written[1])
        elif isinstance(value, str) and "ptimizer" in text:
            yield f"{value}.Optimizer"
