"""Methods of objects that come from elsewhere, such as a function's parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tree_sitter import Node

from tape_patterns.scan.arguments import given
from tape_patterns.scan.objects import base
from tape_patterns.scan.resolve import Resolver
from tape_patterns.scan.symbols import OPTIMIZER, hinted
from tape_patterns.scan.syntax import Module
from tape_patterns.scan.values import UNKNOWN, Local, Value

TENSORFLOW = re.compile(rb"\b(tensorflow|tf)")
OTHER_OPTIMIZERS = re.compile(
    rb"GradientTape|keras\.optimizers|(?<![\w.])tf\.optimizers"
)
"""In such a file, an optimizer that comes from elsewhere may be one of Keras."""
KERAS_METHODS = frozenset({"minimize", "apply_gradients", "variables"})
"""The methods of TF1's optimizers that some of Keras have too."""


def guess(resolver: Resolver, module: Module, call: Node, function: Node) -> str | None:
    """Return the symbol that a method is, of an object that may be anything.

    That is a guess by names: of the object, of the method, and of the arguments.
    """
    name = module.text(function).rpartition(".")[2]
    receiver = function.child_by_field_name("object")
    classes = resolver.symbols.classes
    owners = [owner for owner, methods in classes.items() if name in methods]
    if not owners or not receiver or not TENSORFLOW.search(module.source):
        return None
    values = resolver.values(module, receiver)
    if (values and not any(map(_may_be_anything, values))) or _is_defined(
        resolver, module, name
    ):
        return None
    if name in KERAS_METHODS and OTHER_OPTIMIZERS.search(module.source):
        return None
    keywords = {str(key) for key, _ in given(module, call) if str(key).isidentifier()}
    fitting = _fitting(resolver, owners, name, _last_name(module, receiver), keywords)
    return min(fitting, key=lambda symbol: (*fitting[symbol], symbol), default=None)


def _may_be_anything(value: Value) -> bool:
    """Whether a value is unknown, or what a function of TensorFlow returned."""
    if isinstance(value, Local):
        return False
    called = value.removesuffix("()").rpartition(".")[2]
    from_function = value.startswith("tf.") and value.endswith("()")
    return value == UNKNOWN or (from_function and called[:1].islower())


def _fitting(
    resolver: Resolver,
    owners: Iterable[str],
    method: str,
    receiver: str,
    keywords: set[str],
) -> Mapping[str, tuple[int, ...]]:
    """Return the symbols that it may be, with how well each one fits: least is best."""
    fitting = {}
    for owner in owners:
        symbol = f"{owner}.{method}"
        known = set(resolver.symbols.arguments(symbol))
        for answer in resolver.symbols.answers[symbol]:
            known.update(answer.arguments)
        if not keywords <= known:
            continue
        told = hinted(receiver, owner)
        if owner == OPTIMIZER:
            # ``var_list`` tells of an optimizer, ``loss`` does not.
            told = told or "gradients" in method or any("_" in key for key in keywords)
            told = told or _is_optimizer_name(resolver, receiver)
        if told:
            fitting[symbol] = (-len(keywords), len(owner))
    return fitting


def _is_optimizer_name(resolver: Resolver, name: str) -> bool:
    """Whether a name tells of an optimizer's class: ``adam``, ``rmsprop``."""
    return any(
        hinted(name, symbol.removesuffix("Optimizer"))
        for symbol in resolver.symbols.answers
        if symbol.endswith("Optimizer") and symbol != OPTIMIZER
    )


def _is_defined(resolver: Resolver, module: Module, name: str) -> bool:
    """Whether a class in the file, which is none of TF1's, has such a method."""
    classes = (
        scope.parent
        for scope in module.scopes
        if scope.name == name
        and scope.parent
        and scope.parent.kind == "class_definition"
    )
    return any(base(resolver, Local(module, one)) is None for one in classes)


def _last_name(module: Module, node: Node) -> str:
    """Return the name that stands last in an expression, without calls."""
    while node.type in ("call", "subscript"):
        inner = node.child_by_field_name("function")
        inner = inner or node.child_by_field_name("value")
        if not inner:
            break
        node = inner
    text = module.text(node)
    return text.rpartition(".")[2] if re.fullmatch(r"[\w.\s]+", text) else ""
