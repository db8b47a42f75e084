"""Methods of objects that come from elsewhere, such as a function's parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from tree_sitter import Node

from tape_patterns.scan.arguments import given
from tape_patterns.scan.objects import base
from tape_patterns.scan.resolve import Resolver
from tape_patterns.scan.symbols import OPTIMIZER, hinted
from tape_patterns.scan.syntax import Module, Scope
from tape_patterns.scan.values import NONE, UNKNOWN, Local, Value

TENSORFLOW = re.compile(rb"\b(tensorflow|tf|feed_dict|global_step\s*=)")
OTHER_OPTIMIZERS = re.compile(
    rb"GradientTape|keras\.optimizers|(?<![\w.])tf\.optimizers"
)
"""In such a file, an optimizer that comes from elsewhere may be one of Keras."""
KERAS_METHODS = frozenset(
    {"minimize", "apply_gradients", "get_slot", "get_slot_names", "_create_slots"}
)
"""The methods of TF1's optimizers that Keras' have too, or had in TF2."""
TF1_ARGUMENTS = frozenset(
    {
        "aggregation_method",
        "colocate_gradients_with_ops",
        "gate_gradients",
        "global_step",
    }
)
"""What no method of Keras' optimizers takes."""


def guess(resolver: Resolver, module: Module, call: Node, function: Node) -> str | None:
    """Return the symbol that a method is, of an object that may be anything.

    That is a guess by names: of the object, of the method, and of the arguments.
    """
    name = module.text(function).rpartition(".")[2]
    receiver = function.child_by_field_name("object")
    classes = resolver.symbols.classes
    owners = [owner for owner, methods in classes.items() if name in methods]
    # More objects than optimizers have variables: a network, an optimizer of Keras.
    if name == "variables" or not owners or not receiver:
        return None
    if not _mentions(module.source, TENSORFLOW):
        return None
    arguments = dict(given(module, call))
    keywords = {str(key) for key in arguments if str(key).isidentifier()}
    is_tf1 = bool(keywords & TF1_ARGUMENTS)
    values = set(resolver.values(module, receiver)) - {NONE}
    is_known = values and not any(map(_may_be_anything, values))
    # What comes from a module that is not there may still be TF1's.
    if is_known and (not is_tf1 or any(isinstance(one, Local) for one in values)):
        return None
    may_be_keras = name in KERAS_METHODS and not is_tf1
    if may_be_keras and _mentions(module.source, OTHER_OPTIMIZERS):
        return None
    second = arguments.get(1) if name == "apply_gradients" else None
    if second and "grad" in module.text(second):
        # TF1's second argument is the step.
        return None
    last = _last_name(module, receiver)
    own = _defined(resolver, module, name)
    if any(hinted(last, scope.name) for scope in own):
        return None
    # If the file has such a method itself, only the object's name tells.
    fitting = _fitting(resolver, owners, name, last, keywords, by_name=bool(own))
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
    by_name: bool,
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
        told = hinted(receiver, owner, resolver.symbols.classes[owner])
        if owner == OPTIMIZER:
            # ``var_list`` tells of an optimizer, ``loss`` does not.
            by_call = "gradients" in method or any("_" in key for key in keywords)
            told = told or (by_call and not by_name)
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


@lru_cache(maxsize=2)
def _mentions(source: bytes, words: re.Pattern[bytes]) -> bool:
    """Whether a source has one of the words: it is asked for each guess in a file."""
    return bool(words.search(source))


def _defined(resolver: Resolver, module: Module, name: str) -> list[Scope]:
    """Return the classes in the file, none of TF1's, that have such a method."""
    methods = [one.what for one in module.bound.get(name, ())]
    owners = [one.parent for one in methods if isinstance(one, Scope)]
    classes = [one for one in owners if one and one.kind == "class_definition"]
    return [one for one in classes if base(resolver, Local(module, one)) is None]


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
