"""The findings in one parsed file."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from tape_patterns.scan.finding import Finding, make_finding
from tape_patterns.scan.grammar import parts
from tape_patterns.scan.guesses import guess
from tape_patterns.scan.objects import base, is_optimizer
from tape_patterns.scan.resolve import Resolver
from tape_patterns.scan.symbols import OPTIMIZER, Symbols, canonical
from tape_patterns.scan.syntax import Binding, Module, Scope
from tape_patterns.scan.values import Local, Value

ATTRIBUTE = re.compile(rb"\.\s*(?:\\\s*)?(\w+)")
IMPORTED = re.compile(rb"\bimport\b([^;#()\n]*(?:\([^)]*)?)")
NAME = re.compile(rb"\w+|\*")
BUILTINS = frozenset(dir(builtins))


class Finder:
    """Finds the catalogue's symbols in parsed files."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.symbols: Symbols = resolver.symbols
        self._interesting: dict[bytes, bool] = {}

    def find(self, module: Module) -> list[Finding]:
        """Return the findings of a module, in the order of its lines.

        Raises:
            TooManyStepsError: the file is too entangled.
        """
        self.resolver.forget()
        found: dict[tuple[int, int, str], Finding] = {}
        for one in (
            *self._calls(module),
            *self._classes(module),
            *self._references(module),
        ):
            found.setdefault((one.start, one.end, one.symbol), one)
        return sorted(found.values(), key=lambda one: (one.start, one.end))

    def may_find(self, source: bytes) -> bool:
        """Whether a source has a name that may be a symbol's: most have none.

        As an attribute, or in an import; to parse the source would take much longer.
        """
        imported = NAME.findall(b" ".join(IMPORTED.findall(source)))
        names = {*ATTRIBUTE.findall(source), *imported}
        return b"*" in imported or any(map(self._is_interesting, names))

    def _is_interesting(self, name: bytes) -> bool:
        known = self._interesting.get(name)
        if known is None:
            known = self.symbols.is_interesting(name.decode("utf-8", "replace"))
            self._interesting[name] = known
        return known

    def _calls(self, module: Module) -> Iterator[Finding]:
        source, bound = module.source, _bound_names(module, self.symbols)
        for node in module.found.get("method", ()):
            name = source[node.start_byte : node.end_byte]
            if self._is_interesting(name) or name in bound.attributes:
                yield from self._call(module, node.parent)
        for node in module.found.get("called", ()):
            name = source[node.start_byte : node.end_byte]
            # What is bound nowhere in the file may be a parameter.
            known = name in bound.worthwhile or name not in bound.all
            if known or (module.stars and self._is_interesting(name)):
                yield from self._call(module, node)
        for node in module.found.get("computed", ()):
            yield from self._call(module, node)

    def _call(self, module: Module, function: Node | None) -> Iterator[Finding]:
        call = function.parent if function else None
        if not function or not call:
            return
        values = self.resolver.values(module, function)
        symbol = next(filter(None, map(self._named, values)), None)
        if not symbol and function.type == "attribute":
            symbol = guess(self.resolver, module, call, function)
        if symbol:
            yield make_finding(self.symbols, module, call, symbol, call)

    def _named(self, value: Value) -> str | None:
        return self.symbols.named(value) if isinstance(value, str) else None

    def _classes(self, module: Module) -> Iterator[Finding]:
        """Yield what derives from TF1's classes, and the methods that these call."""
        for scope in module.scopes:
            if scope.kind == "class_definition":
                yield from self._bases(module, scope)
                yield from self._methods(module, scope)

    def _bases(self, module: Module, scope: Scope) -> Iterator[Finding]:
        bases = scope.node.child_by_field_name("superclasses")
        for node in parts(bases) if bases else ():
            for value in self.resolver.values(module, node):
                symbol = self._named(value)
                if symbol and self.symbols.kind(str(value)):
                    derives = is_optimizer(self.resolver, value)
                    about = OPTIMIZER if derives else symbol
                    yield make_finding(self.symbols, module, node, symbol, about=about)

    def _methods(self, module: Module, scope: Scope) -> Iterator[Finding]:
        outside = base(self.resolver, Local(module, scope, None, True))
        owner = self.symbols.kind(outside) if outside else None
        for name, bindings in scope.names.items() if owner else ():
            symbol = f"{owner}.{name}"
            if not name.startswith("_") or symbol not in self.symbols.answers:
                continue
            for binding in bindings:
                if isinstance(binding.what, Scope):
                    node = binding.what.node.child_by_field_name("name")
                    if node:
                        yield make_finding(self.symbols, module, node, symbol)

    def _references(self, module: Module) -> Iterator[Finding]:
        """Yield symbols that are passed on, or decorate, without a call."""
        imported = {
            name.encode()
            for scope in module.scopes
            for name, bindings in scope.names.items()
            if any(binding.kind == "path" for binding in bindings)
        }
        for node in module.found.get("reference", ()):
            text = module.source[node.start_byte : node.end_byte]
            if node.type == "identifier":
                wanted = text in imported
            else:
                wanted = self._is_interesting(text.rpartition(b".")[2])
            if not wanted or _is_base(node):
                continue
            for value in self.resolver.values(module, node):
                symbol = self._named(value)
                if symbol and "(" not in str(value):
                    yield make_finding(self.symbols, module, node, symbol)
                    break


def _is_base(node: Node) -> bool:
    """Whether it is what a class derives from."""
    arguments = node.parent
    around = arguments.parent if arguments else None
    return around is not None and around.type == "class_definition"


@dataclass(frozen=True)
class _Bound:
    """Names that are bound in a file.

    Attributes:
        worthwhile: those that may be a symbol, or an alias of one.
        all: every one, and what Python has itself.
        attributes: of classes and objects.
    """

    worthwhile: frozenset[bytes]
    all: frozenset[bytes]
    attributes: frozenset[bytes]


def _bound_names(module: Module, symbols: Symbols) -> _Bound:
    def may_be(name: str, binding: Binding) -> bool:
        if not isinstance(binding.what, str):
            return binding.kind in ("value", "entered")
        path = canonical(binding.what)
        last = path.rpartition(".")[2]
        return path.startswith("tf") or any(map(symbols.is_interesting, (name, last)))

    worthwhile: set[str] = set()
    everything = set(BUILTINS)
    attributes = set(module.attributes)
    for scope in module.scopes:
        bound = {
            name
            for name, bindings in scope.names.items()
            if any(may_be(name, binding) for binding in bindings)
        }
        worthwhile |= bound
        everything |= scope.names.keys()
        if scope.kind == "class_definition":
            attributes |= bound
    return _Bound(*(_encoded(names) for names in (worthwhile, everything, attributes)))


def _encoded(names: set[str]) -> frozenset[bytes]:
    return frozenset(name.encode() for name in names)
