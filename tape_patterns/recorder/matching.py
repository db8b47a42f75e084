"""Which array of one recording is which of the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tape_patterns.errors import UsageError
from tape_patterns.recorder.reading import Recording

FORWARD = ("inputs", "learning_rate")
BACKWARD = ("loss", "gradients", "slots", "weights", "averages")
KINDS = (*FORWARD, *BACKWARD)
"""The kinds of arrays in the order in which a step computes them. Any other stands
between the two groups: what a program computes on its way to the loss."""

Shapes = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Name:
    """A name of a recording, such as ``critic/gradients/dense/kernel``.

    Attributes:
        whole: the name.
        kind: ``gradients``; the first part of the name if it is no known kind.
        owner: before the kind: which of several watched optimizers, ``critic``.
        stem: after the kind, ``dense/kernel``.
    """

    whole: str
    kind: str
    owner: str
    stem: str

    @property
    def rank(self) -> int:
        """Where the kind stands in a step."""
        if self.kind in BACKWARD:
            return len(FORWARD) + 1 + BACKWARD.index(self.kind)
        return FORWARD.index(self.kind) if self.kind in FORWARD else len(FORWARD)


@dataclass(frozen=True)
class Matching:
    """The arrays that both recordings have.

    Attributes:
        pairs: the new name by the old one, in the order of a step.
        by_order: old names that were matched by their place among equal shapes.
        only_old: names that only the old side has.
        only_new: likewise.
    """

    pairs: Mapping[str, str]
    by_order: tuple[str, ...] = ()
    only_old: tuple[str, ...] = ()
    only_new: tuple[str, ...] = ()


Rule = Callable[[list[Name], list[Name], Shapes, Shapes], dict[str, str]]
"""Matches weights: takes both sides' names, and all of their shapes."""


def parse(name: str) -> Name:
    """Take a name apart."""
    parts = name.split("/")
    for place, part in enumerate(parts):
        if part in KINDS:
            owner, stem = "/".join(parts[:place]), "/".join(parts[place + 1 :])
            return Name(name, part, owner, stem)
    return Name(name, parts[0], "", "/".join(parts[1:]))


def match(old: Recording, new: Recording, maps: Sequence[str] = ()) -> Matching:
    """Match names: by ``maps``, by the name, by shape and last parts, by order.

    Args:
        old: the reference.
        new: the port.
        maps: ``old=new`` each; ``*`` stands for any text, on the right for what it
            stood for on the left. Names without their kind, or whole names.

    Raises:
        UsageError: a map has no effect, or the recordings have no name in common.
    """
    pairs = _mapped(old, new, maps)
    taken = set(pairs.values())
    for name in old.shapes:
        if name not in pairs and name in new.shapes and name not in taken:
            pairs[name] = name
    _match_weights(old, new, pairs, _by_last_parts)
    by_order = _match_weights(old, new, pairs, _by_order)
    if not pairs:
        raise UsageError(
            f"{new.path}: has no name of {old.path}; say which is which with"
            f" --map OLD=NEW: {_some(old.shapes)} against {_some(new.shapes)}"
        )
    order = sorted(pairs, key=lambda name: parse(name).rank)
    return Matching(
        {name: pairs[name] for name in order},
        tuple(by_order),
        tuple(name for name in old.shapes if name not in pairs),
        tuple(name for name in new.shapes if name not in set(pairs.values())),
    )


def _mapped(old: Recording, new: Recording, maps: Sequence[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for rule in maps:
        left, equals, right = rule.partition("=")
        if not (left and equals and right) or right.count("*") > left.count("*"):
            raise UsageError(
                f"--map '{rule}': write OLD=NEW, with no more * in NEW than in OLD"
            )
        pattern = re.compile("(.*)".join(map(re.escape, left.split("*"))))
        hits = 0
        for name in map(parse, old.shapes):
            for part in (name.whole, name.stem):
                found = pattern.fullmatch(part)
                if not found or not part:
                    continue
                groups = iter(found.groups())
                texts = right.split("*")
                target = texts[0] + "".join(next(groups) + text for text in texts[1:])
                if part != name.whole:
                    target = name.whole[: len(name.whole) - len(part)] + target
                if target in new.shapes:
                    pairs[name.whole] = target
                    hits += 1
                    break
        if not hits:
            raise UsageError(
                f"--map '{rule}': leads from no name of {old.path} to one of"
                f" {new.path}; names are {_some(old.shapes)} and {_some(new.shapes)}"
            )
    return pairs


def _match_weights(
    old: Recording, new: Recording, pairs: dict[str, str], rule: Rule
) -> list[str]:
    """Match weights by a rule; what has a weight's name goes where the weight goes."""
    free_old = [n for n in map(parse, old.shapes) if _is_free(n, pairs)]
    free_new = [n for n in map(parse, new.shapes) if _is_free(n, set(pairs.values()))]
    found = rule(free_old, free_new, old.shapes, new.shapes)
    stems = {}
    for one, other in found.items():
        stems[parse(one).owner, parse(one).stem] = parse(other)
    added = []
    for name in map(parse, old.shapes):
        for (owner, stem), target in stems.items():
            if name.owner != owner or name.whole in pairs:
                continue
            if name.stem == stem or name.stem.startswith(stem + "/"):
                rest = name.stem[len(stem) :]
                kept = (target.owner, name.kind, target.stem + rest)
                whole = "/".join(part for part in kept if part)
                if whole in new.shapes and whole not in pairs.values():
                    pairs[name.whole] = whole
                    added.append(name.whole)
    return added


def _is_free(name: Name, taken: Iterable[str]) -> bool:
    return name.kind == "weights" and name.whole not in taken


def _by_last_parts(
    old: list[Name], new: list[Name], shapes: Shapes, others: Shapes
) -> dict[str, str]:
    """Match what has the same shape, and more last parts in common than others."""
    scores = {
        (one.whole, other.whole): _common_parts(one.stem, other.stem)
        for one in old
        for other in new
        if shapes[one.whole] == others[other.whole]
    }
    best = {}
    for (one, other), score in scores.items():
        rivals = [
            s
            for (a, b), s in scores.items()
            if (a == one) != (b == other) and s >= score
        ]
        if score and not rivals:
            best[one] = other
    return best


def _by_order(
    old: list[Name], new: list[Name], shapes: Shapes, others: Shapes
) -> dict[str, str]:
    """Match by order, if what is left has the same shapes in the same order."""
    if [shapes[n.whole] for n in old] != [others[n.whole] for n in new]:
        return {}
    return {a.whole: b.whole for a, b in zip(old, new, strict=True)}


def _common_parts(one: str, other: str) -> int:
    pairs = list(zip(one.split("/")[::-1], other.split("/")[::-1], strict=False))
    return next((n for n, (a, b) in enumerate(pairs) if a != b), len(pairs))


def _some(names: Iterable[str]) -> str:
    names = list(names)
    return ", ".join(names[:3]) + ", ..." * (len(names) > 3)
