"""Attributes: of modules, of classes and of their objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tape_patterns.scan.symbols import OPTIMIZER, canonical
from tape_patterns.scan.values import NONE, UNKNOWN, Local, Value, is_ours, whole

if TYPE_CHECKING:
    from tape_patterns.scan.resolve import Resolver

RECORDS = ("collections.namedtuple(", "typing.NamedTuple(")
"""Classes of which the fields are not followed."""


def attribute(resolver: Resolver, value: Value, name: str) -> list[Value]:
    """Return what an attribute of a value may be."""
    if value in (UNKNOWN, NONE):
        return []
    if isinstance(value, str) and value.startswith(RECORDS):
        return [UNKNOWN]
    if isinstance(value, str):
        return [canonical(f"{value}.{name}")]
    if value.is_a("module"):
        return _of_module(resolver, value, name)
    if value.is_a("class_definition"):
        return _of_class(resolver, value, name)
    return []


def _of_module(resolver: Resolver, value: Local, name: str) -> list[Value]:
    assert value.scope
    found = resolver.bound(value.module, value.scope.names.get(name, []))
    found = found or list(resolver.starred(value.module, name))
    below = None if found else resolver.project.below(value.module, name)
    return [whole(below)] if below else found


def _of_class(resolver: Resolver, value: Local, name: str) -> list[Value]:
    outside = base(resolver, value)
    if outside and resolver.symbols.named(f"{outside}.{name}"):
        return [f"{outside}.{name}"]
    foreign: list[str] = []
    for owner in _lineage(resolver, value):
        if isinstance(owner, str):
            foreign.append(owner)
            continue
        if not owner.scope:
            continue
        names, attributes = owner.scope.names, owner.scope.attributes
        bindings = names.get(name, []) + attributes.get(name, [])
        if bindings:
            found = resolver.bound(owner.module, bindings)
            return [made for one in found for made in _read(resolver, one)]
    for owner in foreign:
        if is_ours(owner):
            return attribute(resolver, owner, name)
    return [UNKNOWN] if foreign else []


def _read(resolver: Resolver, value: Value) -> list[Value]:
    """Return what reading an attribute gives: of a property, what it returns."""
    if isinstance(value, Local) and value.is_a("function_definition"):
        assert value.scope
        if "property" in value.module.decorators(value.scope):
            return resolver.returned(value) or [UNKNOWN]
    return [value]


def entered(resolver: Resolver, value: Value) -> list[Value]:
    """Return what a ``with`` gives for a value."""
    if isinstance(value, Local) and value.instance:
        given = attribute(resolver, value, "__enter__")
        made = [
            v for one in given if isinstance(one, Local) for v in resolver.returned(one)
        ]
        return made or [UNKNOWN]
    return [value]


def base(resolver: Resolver, value: Local) -> str | None:
    """Return the TF1 class that a class or its object derives from."""
    for owner in _lineage(resolver, value):
        if isinstance(owner, str) and resolver.symbols.kind(owner):
            return owner
    return None


def is_optimizer(resolver: Resolver, value: Value) -> bool:
    """Whether it is an optimizer of TF1, or its class."""
    path = base(resolver, value) if isinstance(value, Local) else value
    return path is not None and resolver.symbols.kind(path) == OPTIMIZER


def bases(resolver: Resolver, value: Local) -> list[Value]:
    """Return what a class derives from; of an object, each as an object."""
    if not value.scope or not value.is_a("class_definition"):
        return []
    made: list[Value] = []
    for found in resolver.field(value.module, value.scope.node, "superclasses"):
        if isinstance(found, Local):
            made.append(Local(found.module, found.scope, None, value.instance))
        else:
            made.append(found + "()" * (value.instance and found != UNKNOWN))
    return made


def _lineage(resolver: Resolver, value: Local) -> Iterator[Value]:
    """Yield a class or its object, and then all that it derives from."""
    waiting: list[Value] = [value]
    seen: set[Value] = set()
    while waiting:
        owner = waiting.pop(0)
        if owner in seen:
            continue
        seen.add(owner)
        yield owner
        if isinstance(owner, Local):
            waiting[:0] = bases(resolver, owner)
