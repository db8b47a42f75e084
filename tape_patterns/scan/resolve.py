"""What an expression is bound to, as far as a reader of the source could tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from tree_sitter import Node

from tape_patterns.scan.called import called
from tape_patterns.scan.grammar import parts
from tape_patterns.scan.objects import attribute, entered
from tape_patterns.scan.parameters import parameter
from tape_patterns.scan.project import Project
from tape_patterns.scan.reaching import reaching
from tape_patterns.scan.symbols import Symbols, canonical
from tape_patterns.scan.syntax import Binding, Module, Scope
from tape_patterns.scan.values import (
    NONE,
    PLAIN,
    UNKNOWN,
    Local,
    Value,
    Values,
    is_ours,
    whole,
)

DEEPEST = 60
"""How many expressions are followed one after another."""
MOST_STEPS = 100_000
"""How many expressions are looked at for one file: what needs more is no program."""
TENSORFLOW = re.compile(r"_?(tf|tensorflow)_?(v?1|compat|compat_v1)?$")
"""How a project names TensorFlow when it imports it from a module of its own."""
PATH = re.compile(r"\w+(\.\w+)*")
JOINED = frozenset(
    {
        "argument_list",
        "await",
        "boolean_operator",
        "dictionary",
        "expression_list",
        "list",
        "list_splat",
        "parenthesized_expression",
        "set",
        "tuple",
    }
)
"""Expressions that are taken for what is in them."""
BODIES = {
    "assignment": "right",
    "dictionary_comprehension": "body",
    "generator_expression": "body",
    "list_comprehension": "body",
    "named_expression": "value",
    "pair": "value",
    "set_comprehension": "body",
    "subscript": "value",
}
"""Expressions that are taken for a part of them, and which."""
PLAINS = frozenset(
    {
        "binary_operator",
        "comparison_operator",
        "concatenated_string",
        "false",
        "float",
        "integer",
        "not_operator",
        "string",
        "true",
        "unary_operator",
    }
)


class TooManyStepsError(Exception):
    """The file needs more steps than any program that people write."""


class Resolver:
    """Follows names, attributes and calls.

    A value is a ``Local``, or the path of what stands outside the project:
    ``tf.train.AdamOptimizer()`` is what its call returns. What is not known has no
    value; what may be several things has several.
    """

    def __init__(self, symbols: Symbols, project: Project) -> None:
        self.symbols = symbols
        self.project = project
        self.steps = 0
        self._cut = 0
        self._active: set[tuple[Module, int | str]] = set()
        self._imports: dict[tuple[str, str], Values] = {}
        self._known: dict[tuple[Module, int | str], Values] = {}

    def forget(self) -> None:
        """Begin with another file."""
        self.steps = 0
        self._active.clear()
        self._known.clear()

    def values(self, module: Module, node: Node) -> Values:
        """Return what an expression may be.

        Raises:
            TooManyStepsError: the file is too entangled.
        """
        direct = self._direct(module, node) if node.type == "attribute" else None
        if direct:
            return (direct,)
        return self._follow((module, node.id), lambda: self._values(module, node))

    def _direct(self, module: Module, node: Node) -> str | None:
        """Return what a path such as ``tf.train.Saver`` is, if ``tf`` is only that."""
        name, _, rest = module.text(node).partition(".")
        outside = module.only_import(name)
        if not outside or not PATH.fullmatch(rest):
            return None
        return canonical(f"{outside}.{rest}")

    def _follow(
        self, key: tuple[Module, int | str], find: Callable[[], Iterable[Value]]
    ) -> Values:
        """Return what ``find`` finds, and nothing where that leads back to itself."""
        if key in self._known:
            return self._known[key]
        if key in self._active:
            return ()
        if len(self._active) > DEEPEST:
            self._cut += 1
            return ()
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooManyStepsError
        cut = self._cut
        self._active.add(key)
        try:
            found = tuple(dict.fromkeys(find()))[:16]
        finally:
            self._active.discard(key)
        # What was cut short is found again from nearer by; but not for ever.
        if cut == self._cut or len(self._active) < DEEPEST // 2:
            self._known[key] = found
        return found

    def _values(self, module: Module, node: Node) -> Iterable[Value]:
        kind = node.type
        if kind == "identifier":
            return self.name(module, module.text(node), node.start_byte)
        if kind == "attribute":
            return self._attribute_of(module, node)
        if kind == "call":
            return called(self, module, node)
        if kind in BODIES:
            return self.field(module, node, BODIES[kind])
        if kind in JOINED:
            inside = parts(node)
            return self._joined(module, inside) if inside else [PLAIN]
        if kind == "conditional_expression":
            return self._joined(module, parts(node)[::2])
        if kind == "lambda":
            return [Local(module, None, node)]
        if kind == "none":
            return [NONE]
        return [PLAIN] if kind in PLAINS else ()

    def _joined(self, module: Module, nodes: Iterable[Node]) -> list[Value]:
        return [value for node in nodes for value in self.values(module, node)]

    def field(self, module: Module, node: Node, name: str) -> Values:
        """Return what a part of an expression may be."""
        child = node.child_by_field_name(name)
        return self.values(module, child) if child else ()

    def name(self, module: Module, name: str, place: int) -> list[Value]:
        """Return what a name may be at a byte of a module."""
        scope: Scope | None = module.scope_at(place)
        used_in = scope
        found: list[Value] = []
        while scope:
            if scope.kind != "class_definition" or scope is used_in:
                bindings = scope.names.get(name, [])
                certain = False
                if scope is used_in:
                    bindings, certain = reaching(module, bindings, place)
                found.extend(self.bound(module, bindings))
                passed = None
                if scope.kind == "function_definition" and not certain:
                    passed = parameter(self, module, scope, name)
                    if passed is not None:
                        found.extend(passed or [UNKNOWN])
                if bindings or passed is not None:
                    break
            scope = scope.parent
        if not scope:
            found.extend(self.starred(module, name))
        if TENSORFLOW.match(name) and all(map(_only_its_name_tells, found)):
            return ["tf"]
        return found

    def bound(self, module: Module, bindings: Iterable[Binding]) -> list[Value]:
        """Return what bindings bind, ``UNKNOWN`` where that cannot be told."""
        return [
            value
            for binding in bindings
            for value in self._bound_to(module, binding) or (UNKNOWN,)
        ]

    def _bound_to(self, module: Module, binding: Binding) -> Sequence[Value]:
        what = binding.what
        if isinstance(what, Scope):
            return [Local(module, what)]
        if isinstance(what, str):
            return self.imported(module, what)
        found = self.values(module, what)
        if binding.kind == "entered":
            return [given for value in found for given in entered(self, value)]
        return found

    def imported(self, module: Module, path: str) -> Values:
        """Return what an import binds."""
        outside = canonical(path)
        if is_ours(outside):
            return (outside,)
        key = (module.folder, path)
        if key not in self._imports:
            found = self._follow((module, path), partial(self._imported, module, path))
            if self._active or any(isinstance(value, Local) for value in found):
                return found
            self._imports[key] = found
        return self._imports[key]

    def _imported(self, module: Module, path: str) -> list[Value]:
        found = self.project.find(path, module.folder)
        last = path.rpartition(".")[2]
        if found:
            there, names = found
            values: list[Value] = [whole(there)]
            for name in names:
                values = [v for value in values for v in attribute(self, value, name)]
            if set(values) - {UNKNOWN}:
                return values
        own = found or path.startswith(".")
        if TENSORFLOW.match(last) and (own or last != "tensorflow"):
            return ["tf"]
        # What is in no file of the project is someone else's, so it is known.
        return [] if own else [path]

    def starred(self, module: Module, name: str) -> Values:
        """Return what a name may be that an import of ``*`` binds."""
        find = partial(self._from_star, module, name)
        return self._follow((module, f"*{name}"), find) if module.stars else ()

    def _from_star(self, module: Module, name: str) -> list[Value]:
        for path in module.stars:
            outside = canonical(path)
            if outside.split(".")[0] == "tf":
                if self.symbols.named(f"{outside}.{name}"):
                    return [f"{outside}.{name}"]
                continue
            found = self.project.find(path, module.folder)
            there = whole(found[0]) if found and not found[1] else None
            if there and (values := attribute(self, there, name)):
                return values
        return []

    def _attribute_of(self, module: Module, node: Node) -> list[Value]:
        owner = node.child_by_field_name("object")
        name = node.child_by_field_name("attribute")
        if not owner or not name:
            return []
        text = module.text(name)
        owners = self.values(module, owner)
        found = [v for value in owners for v in attribute(self, value, text)]
        if UNKNOWN in owners or set(owners) <= {NONE}:
            # Some object: perhaps one of a class in this file.
            bindings = module.attributes.get(text, [])
            key = (module, f".{text}")
            found += self._follow(key, lambda: self.bound(module, bindings))
        return found

    def returned(self, value: Local) -> list[Value]:
        """Return what a function returns or yields."""
        if not value.scope or not value.is_a("function_definition"):
            return []
        nodes = value.module.returns(value.scope)
        return self._joined(value.module, nodes)


def _only_its_name_tells(value: Value) -> bool:
    """Whether it is unknown, or what some call gave."""
    return value in (UNKNOWN, NONE) or (isinstance(value, str) and value.endswith("()"))
