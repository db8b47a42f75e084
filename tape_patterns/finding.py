"""Find pairs by what a person has: a TF1 call, another name, a part of the name."""

from __future__ import annotations

from collections.abc import Iterable

from tape_patterns.pair import Pair


def find(text: str, known: Iterable[Pair]) -> list[Pair]:
    """Return the pairs that ``text`` leads to, in the order of the catalogue.

    The first of these that finds any decides: the pair's name; a TF1 call, with or
    without its modules; another name that people use; an argument of a call; a part
    of the pair's name or title. Upper and lower case are the same.
    """
    wanted = text.lower().removesuffix("()")
    tests = (
        lambda pair: wanted == pair.name,
        lambda pair: any(_is_call(wanted, call) for call in pair.replaces),
        lambda pair: _plain(wanted) in map(_plain, pair.aliases),
        lambda pair: (
            wanted in {name for args in pair.replaces.values() for name in args}
        ),
        lambda pair: _plain(wanted) in _plain(pair.name + " " + pair.title),
    )
    pairs = list(known)
    for test in tests:
        found = [pair for pair in pairs if wanted and test(pair)]
        if found:
            return found
    return []


def _is_call(wanted: str, call: str) -> bool:
    """Whether a call ends with the parts that are wanted: ``train.Saver``."""
    parts = wanted.split(".")
    return call.lower().split(".")[-len(parts) :] == parts


def _plain(text: str) -> str:
    return text.lower().replace("_", " ").replace("-", " ")
