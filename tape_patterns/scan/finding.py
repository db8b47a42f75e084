"""A finding: one TF1 symbol, the pair that answers it, and what to write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from tree_sitter import Node

from tape_patterns.scan.arguments import given, receiver, source_of
from tape_patterns.scan.suggestion import Use, suggest
from tape_patterns.scan.symbols import Answer, Symbols
from tape_patterns.scan.syntax import Module

CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
ASSIGNING = ("assign", "assign_add", "assign_sub")
CONSTANT = re.compile(r"(\w+)=(True)")


@dataclass(frozen=True)
class Finding:
    """One TF1 symbol in one file.

    Attributes:
        start: the byte of the file's source at which the call begins.
        end: the byte after it.
        arguments: the source of each argument, by name.
        pair: the pair that answers it; None if there is none yet.
    """

    start: int
    end: int
    symbol: str
    arguments: Mapping[str, str]
    pair: str | None
    chapter: str | None
    suggestion: str


def make_finding(
    symbols: Symbols,
    module: Module,
    node: Node,
    symbol: str,
    call: Node | None = None,
    about: str = "",
) -> Finding:
    """Return what is found at a node.

    Args:
        symbols: the catalogue.
        module: the parsed file.
        node: the call, or what stands for the symbol without one.
        symbol: what it is.
        call: the call, if it is one.
        about: the symbol whose pairs answer it, if that is another one.
    """
    names = symbols.arguments(symbol)
    arguments: dict[str, str] = {}
    for key, argument in given(module, call):
        if isinstance(key, str):
            arguments[key] = source_of(module, argument)
        elif key < len(names):
            arguments[names[key]] = source_of(module, argument)
    constants = {"None", "True"}
    told = [(name, text * (text in constants)) for name, text in arguments.items()]
    use: Use = "called" if call else "derived from" if about else "passed"
    about = about or symbol
    around = _around(module, node)
    optional = symbols.defaults(symbol)
    required = frozenset(one for one in told if one[0] not in optional)
    answer = most_specific(symbols, about, symbol, frozenset(told), around)
    return Finding(
        node.start_byte,
        node.end_byte,
        symbol,
        arguments,
        answer.pair if answer else None,
        answer.chapter if answer else None,
        suggest(
            symbols,
            symbol,
            arguments,
            answer,
            receiver(module, call),
            use=use,
            index=_index(module, call),
            is_general=answer is most_specific(symbols, about, symbol, required),
        ),
    )


def _index(module: Module, call: Node | None) -> str:
    """Return what stands behind a call in brackets, with these."""
    after = call.parent if call else None
    if not call or not after or after.type != "subscript":
        return ""
    return module.source[call.end_byte : after.end_byte].decode("utf-8", "replace")


def _around(module: Module, node: Node) -> str:
    """Return the name of the assignment that a node is an argument of, if it is one.

    ``assign`` for the call in ``w.assign(tf.clip_by_value(w, -1, 1))``: the same
    function, of a variable, has no symbol.
    """
    inside = node.parent
    if inside and inside.type == "keyword_argument":
        inside = inside.parent
    call = inside.parent if inside and inside.type == "argument_list" else None
    function = call.child_by_field_name("function") if call else None
    name = module.text(function).rpartition(".")[2] if function else ""
    return name if name in ASSIGNING else ""


@lru_cache(maxsize=10_000)
def most_specific(
    symbols: Symbols,
    about: str,
    symbol: str,
    given: frozenset[tuple[str, str]],
    around: str = "",
) -> Answer | None:
    """Return the answer that explains most of what a call gives.

    An optimizer's pair may be about one value of an argument, such as
    ``nesterov=True``: then the call must have it. Of the others, the answer that has
    the function around the call too; that explains more of the optional arguments, and
    of all; whose arguments are rarer; that is about this symbol; the first one.

    Args:
        symbols: the catalogue.
        about: the symbol whose answers they are.
        symbol: what is called.
        given: the names of the arguments, each with its value if that is a constant.
        around: the name of the assignment that takes the call as an argument.
    """
    counts = symbols.argument_counts
    last = CAPITAL.sub("_", symbol.rpartition(".")[2]).lower()
    names = {last, last.removesuffix("_optimizer")}
    told = {name for name, text in given if text != "None"}
    # Each call has these, or may have them whatever it is about.
    common = {*symbols.arguments(symbol)} - {*symbols.defaults(symbol)} | {"name"}

    def rank(answer: Answer) -> tuple[float, ...]:
        wanted = CONSTANT.findall(answer.closest.exact) if answer.closest else []
        met = sum(
            name.endswith(key) and text == value
            for key, value in wanted
            for name, text in given
        )
        hits = [name for name in answer.arguments if name in told]
        family = [s for s in answer.siblings if s.startswith(symbol + "_")]
        return (
            met - 10 * (met < len(wanted)),
            f"tf.{around}" in answer.siblings,
            len(set(hits) - common),
            len(hits),
            sum(1 / counts[name] for name in hits),
            answer.pair in names or bool(family),
            -answer.place,
        )

    return max(symbols.answers.get(about, ()), key=rank, default=None)
