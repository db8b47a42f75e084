"""A source file parsed by tree-sitter, and where each name in it is bound."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from tree_sitter import Node

from tape_patterns.scan.grammar import is_deep, look, parse, parts
from tape_patterns.scan.symbols import OURS, canonical

WORD = re.compile(rb"\w+")
ADDING = frozenset({b"append", b"add"})
SEQUENCES = ("tuple", "list", "expression_list", "pattern_list", "tuple_pattern")


@dataclass(slots=True)
class Binding:
    """What a name is bound to.

    Attributes:
        kind: ``path`` of an import, ``value`` of an expression, ``entered`` for what
            a ``with`` gives, or a ``scope``: a function or a class.
        since: the byte from which on it holds.
        what: the path, the expression, or the scope.
        places: which elements of the value it is, if it was unpacked.
    """

    kind: Literal["path", "value", "entered", "scope"]
    since: int
    what: str | Node | Scope
    places: tuple[int, ...] = ()


@dataclass(eq=False)
class Scope:
    """A module, a class or a function, with the names that it binds."""

    kind: Literal["module", "class_definition", "function_definition"]
    name: str
    node: Node
    parent: Scope | None
    start: int
    end: int
    names: dict[str, list[Binding]] = field(default_factory=dict)
    shared: dict[str, Scope] = field(default_factory=dict)
    attributes: dict[str, list[Binding]] = field(default_factory=dict)

    @cached_property
    def parameters(self) -> dict[str, tuple[int, Node]]:
        """The parameters of a function by their names, each with its place."""
        inside = self.node.child_by_field_name("parameters")
        found: dict[str, tuple[int, Node]] = {}
        for place, node in enumerate(parts(inside) if inside else ()):
            named = node.child_by_field_name("name") or node
            if named.type in ("typed_parameter", "list_splat_pattern"):
                named = next(iter(parts(named)), named)
            found.setdefault(
                (named.text or b"").decode("utf-8", "replace"), (place, node)
            )
        return found

    def enclosing_class(self) -> Scope | None:
        """Return the class around this scope, or this scope if it is one."""
        scope: Scope | None = self
        while scope and scope.kind != "class_definition":
            scope = scope.parent
        return scope


class Module:
    """A parsed file.

    Attributes:
        path: of the file.
        folder: of the file, to find what it imports.
        source: its bytes in UTF-8.
        scopes: its own first, then the classes and functions by their start.
        attributes: what is assigned to an attribute of any object, by its name.
        bound: what is bound to a name in any of its scopes.
        stars: the modules from which it imports ``*``.
        is_deep: whether something in it is nested too deeply to be looked at.
    """

    def __init__(self, source: bytes, path: str = "") -> None:
        self.path = path
        self.folder = os.path.dirname(os.path.abspath(path))
        self.source = source
        self.tree = parse(source)
        root = self.tree.root_node
        self.is_deep = is_deep(root)
        self.found = look(root)
        whole = Scope("module", "", root, None, 0, len(source) + 1)
        self.scopes = [whole]
        self.attributes: dict[str, list[Binding]] = {}
        self.bound: dict[str, list[Binding]] = {}
        self.stars: list[str] = []
        self._only_imports: dict[str, str | None] = {}
        self._classes: dict[str, Scope] = {}
        self._open_scopes()
        self._bind()

    def close(self) -> None:
        """Undo the circles in it, so that its memory is free when nobody needs it."""
        for scope in self.scopes:
            scope.names.clear()
            scope.attributes.clear()
            scope.shared.clear()
        self.attributes.clear()
        self.bound.clear()

    def text(self, node: Node) -> str:
        """Return a node's source."""
        return self.source[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def scope_at(self, place: int) -> Scope:
        """Return the innermost scope around a byte."""
        scope = self.scopes[bisect_right(self._starts, place) - 1]
        while scope.end <= place and scope.parent:
            scope = scope.parent
        return scope

    @cached_property
    def calls(self) -> dict[str, list[Node]]:
        """The calls, by the last part of what is called."""
        found: dict[str, list[Node]] = {}
        for kind, levels in (("called", 1), ("method", 2)):
            for name in self.found.get(kind, ()):
                call: Node | None = name
                for _ in range(levels):
                    call = call.parent if call else None
                if call:
                    found.setdefault(self.text(name), []).append(call)
        return found

    def only_import(self, name: str) -> str | None:
        """Return the path of TensorFlow's that a name is in the whole file.

        As far as its bindings and the functions' parameters tell.
        """
        if name not in self._only_imports:
            self._only_imports[name] = self._only_import(name)
        return self._only_imports[name]

    def _only_import(self, name: str) -> str | None:
        bindings = self.scopes[0].names.get(name, [])
        if len(bindings) != 1 or len(self.bound[name]) != 1:
            return None
        what = bindings[0].what
        if not isinstance(what, str) or canonical(what).partition(".")[0] not in OURS:
            return None
        if name.encode() in self._words_before_bodies and any(
            name in scope.parameters for scope in self.scopes
        ):
            return None
        return canonical(what)

    @cached_property
    def _words_before_bodies(self) -> frozenset[bytes]:
        """The words among which are all names of parameters."""
        heads = [self.source[s.node.start_byte : s.start] for s in self.scopes[1:]]
        return frozenset(WORD.findall(b" ".join(heads)))

    def decorators(self, scope: Scope) -> str:
        """Return the source of what decorates a function."""
        around = scope.node.parent
        if not around or around.type != "decorated_definition":
            return ""
        start, end = around.start_byte, scope.node.start_byte
        return self.source[start:end].decode("utf-8", "replace")

    def returns(self, scope: Scope) -> Iterator[Node]:
        """Yield what a function returns or yields."""
        for node in self.found.get("return", ()):
            if scope.start <= node.start_byte < scope.end and (
                self.scope_at(node.start_byte) is scope
            ):
                yield from parts(node)[:1]

    def _open_scopes(self) -> None:
        scope = self.scopes[0]
        for node in self.found.get("scope", ()):
            start, end = node.start_byte, node.end_byte
            while scope.end <= start and scope.parent:
                scope = scope.parent
            name = node.child_by_field_name("name")
            body = node.child_by_field_name("body")
            if not name or not body:
                continue
            # What stands before the body, such as a default, is not inside.
            kind = node.type
            inner = Scope(
                kind,  # type: ignore[arg-type]
                self.text(name),
                node,
                scope,
                body.start_byte,
                end,
            )
            self._add(inner.name, Binding("scope", start, inner), scope)
            self.scopes.append(inner)
            if kind == "class_definition":
                self._classes[inner.name] = inner
            scope = inner
        self._starts = [scope.start for scope in self.scopes]

    def _bind(self) -> None:
        for node in self.found.get("global", ()):
            scope = self.scope_at(node.start_byte)
            outer = self.scopes[0] if node.type == "global_statement" else scope.parent
            for child in parts(node):
                scope.shared[self.text(child)] = outer or scope
        for node in self.found.get("import", ()):
            for child in parts(node):
                name = child.child_by_field_name("name")
                alias = child.child_by_field_name("alias")
                if name and alias:
                    self._import(self.text(alias), self.text(name), child)
                elif child.type == "dotted_name":
                    first = self.text(child).partition(".")[0]
                    self._import(first, first, child)
        for node in self.found.get("from", ()):
            self._import_from(node)
        for node in self.found.get("assignment", ()):
            left = node.child_by_field_name("left") or node.child_by_field_name("name")
            right = node.child_by_field_name("right")
            right = right or node.child_by_field_name("value")
            if left and right:
                self._assign(left, right, node.end_byte)
        for node in self.found.get("with", ()):
            children = parts(node)
            if len(children) == 2 and children[1].type == "as_pattern_target":
                for target in parts(children[1]):
                    self._enter(target, children[0])
        for node in self.found.get("for", ()):
            left = node.child_by_field_name("left")
            right = node.child_by_field_name("right")
            if left and right:
                # The clause of a comprehension comes after its use.
                since = node.start_byte if node.type == "for_statement" else 0
                self._assign(left, right, since)

        for node in self.found.get("method", ()):
            if self.source[node.start_byte : node.end_byte] in ADDING:
                self._append(node)

    def _append(self, method: Node) -> None:
        """Take what is added to a container for what the container is."""
        function = method.parent
        call = function.parent if function else None
        container = function.child_by_field_name("object") if function else None
        arguments = call.child_by_field_name("arguments") if call else None
        added = parts(arguments) if arguments else []
        if container and len(added) == 1:
            self._assign(container, added[0], container.start_byte)

    def _enter(self, target: Node, context: Node) -> None:
        if target.type == "identifier":
            binding = Binding("entered", target.end_byte, context)
            self._add_at(self.text(target), binding, target.start_byte)
        else:
            self._assign(target, context, target.end_byte)

    def _import_from(self, node: Node) -> None:
        module = node.child_by_field_name("module_name")
        if not module:
            return
        path = self.text(module).replace(" ", "")
        for child in parts(node)[1:]:
            if child.type == "wildcard_import":
                self.stars.append(path)
                continue
            name = child.child_by_field_name("name") or child
            alias = child.child_by_field_name("alias") or child
            between = "" if path.endswith(".") else "."
            self._import(self.text(alias), f"{path}{between}{self.text(name)}", child)

    def _import(self, name: str, path: str, node: Node) -> None:
        self._add_at(name, Binding("path", node.end_byte, path), node.start_byte)

    def _assign(
        self, left: Node, right: Node, since: int, places: tuple[int, ...] = ()
    ) -> None:
        kind = left.type
        if kind == "identifier":
            binding = Binding("value", since, right, places)
            self._add_at(self.text(left), binding, left.start_byte)
        elif kind == "attribute":
            owner = left.child_by_field_name("object")
            name = left.child_by_field_name("attribute")
            if not owner or not name:
                return
            binding, attribute = Binding("value", since, right, places), self.text(name)
            self.attributes.setdefault(attribute, []).append(binding)
            if owner.type == "identifier":
                inside = self.scope_at(left.start_byte).enclosing_class()
                named = self._classes.get(self.text(owner))
                for scope in {inside, named}:
                    if scope:
                        scope.attributes.setdefault(attribute, []).append(binding)
        elif kind == "subscript":
            # What a container holds is taken for what it is.
            container = left.child_by_field_name("value")
            if container and container.type in ("identifier", "attribute"):
                self._assign(container, right, since)
        elif kind in SEQUENCES:
            targets = parts(left)
            values = parts(right) if right.type in SEQUENCES else []
            for place, target in enumerate(targets):
                if len(values) == len(targets) and not places:
                    self._assign(target, values[place], since)
                else:
                    self._assign(target, right, since, (*places, place))

    def _add_at(self, name: str, binding: Binding, place: int) -> None:
        scope = self.scope_at(place)
        self._add(name, binding, scope.shared.get(name, scope))

    def _add(self, name: str, binding: Binding, scope: Scope) -> None:
        scope.names.setdefault(name, []).append(binding)
        self.bound.setdefault(name, []).append(binding)
