"""The findings in one parsed file."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator

from tree_sitter import Node

from tape_patterns.scan.arguments import given
from tape_patterns.scan.finding import Finding, make_finding
from tape_patterns.scan.grammar import parts
from tape_patterns.scan.guesses import guess
from tape_patterns.scan.objects import base, is_optimizer
from tape_patterns.scan.resolve import Resolver
from tape_patterns.scan.symbols import OPTIMIZER, Symbols, canonical
from tape_patterns.scan.syntax import Binding, Module, Scope
from tape_patterns.scan.values import Local, Value

ATTRIBUTE = re.compile(rb"\.\s*(?:\\\s*)?(\w+)")
IMPORTED = re.compile(rb"import\b([^;#()\n]*(?:\([^)]*)?)")
"""It begins with what is searched for fast: the word ``reimport`` does no harm."""
NAME = re.compile(rb"\w+|\*")
SCALAR = "tf.summary.scalar"
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
        source, attributes = module.source, self._attributes(module)
        for node in module.found.get("method", ()):
            name = source[node.start_byte : node.end_byte]
            if self._is_interesting(name) or name in attributes:
                yield from self._call(module, node.parent)
        followed: dict[bytes, bool] = {}
        for node in module.found.get("called", ()):
            name = source[node.start_byte : node.end_byte]
            if name not in followed:
                followed[name] = self._may_lead_to_symbol(module, module.text(node))
            if followed[name]:
                yield from self._call(module, node)
        for node in module.found.get("computed", ()):
            yield from self._call(module, node)

    def _attributes(self, module: Module) -> frozenset[bytes]:
        """Return the attributes of objects and classes that may lead to a symbol."""
        names = set(module.attributes)
        for scope in module.scopes:
            if scope.kind == "class_definition":
                names.update(
                    name
                    for name, bindings in scope.names.items()
                    if any(self._may_bind_symbol(name, one) for one in bindings)
                )
        return frozenset(name.encode() for name in names)

    def _may_lead_to_symbol(self, module: Module, name: str) -> bool:
        """Whether a name that is called is worth following."""
        if module.stars and self.symbols.is_interesting(name):
            return True
        bindings = module.bound.get(name)
        if bindings is None:
            # It may be a parameter.
            return name not in BUILTINS
        return any(self._may_bind_symbol(name, one) for one in bindings)

    def _may_bind_symbol(self, name: str, binding: Binding) -> bool:
        """Whether a binding may be of a symbol, or of an alias of one."""
        if not isinstance(binding.what, str):
            return binding.kind in ("value", "entered")
        path = canonical(binding.what)
        last = path.rpartition(".")[2]
        return path.startswith("tf") or any(
            map(self.symbols.is_interesting, (name, last))
        )

    def _call(self, module: Module, function: Node | None) -> Iterator[Finding]:
        call = function.parent if function else None
        if not function or not call:
            return
        if not module.source[call.start_byte : call.start_byte + 1].strip():
            # It begins with a name that tree-sitter misses.
            return
        values = self.resolver.values(module, function)
        symbol = next(filter(None, map(self._named, values)), None)
        if not symbol and function.type == "attribute":
            symbol = guess(self.resolver, module, call, function)
        if symbol == SCALAR and _has_step(module, call):
            return
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
        for node in module.found.get("reference", ()):
            text = module.source[node.start_byte : node.end_byte]
            if node.type == "identifier":
                bindings = module.bound.get(text.decode("utf-8", "replace"), ())
                wanted = any(binding.kind == "path" for binding in bindings)
            else:
                wanted = self._is_interesting(text.rpartition(b".")[2])
            if not wanted or _is_base(node):
                continue
            for value in self.resolver.values(module, node):
                symbol = self._named(value)
                if symbol and "(" not in str(value):
                    yield make_finding(self.symbols, module, node, symbol)
                    break


def _has_step(module: Module, call: Node) -> bool:
    """Whether a summary is TF2's, which takes the step as its third argument."""
    arguments = dict(given(module, call))
    third = arguments.get(2)
    if "step" in arguments or not third:
        return "step" in arguments
    # TF1's third one is a list of collections.
    return third.type not in ("list", "none") and "coll" not in module.text(third)


def _is_base(node: Node) -> bool:
    """Whether it is what a class derives from."""
    arguments = node.parent
    around = arguments.parent if arguments else None
    return around is not None and around.type == "class_definition"
