"""Which array of a checkpoint belongs to which variable."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any

import keras
import tensorflow as tf

from tape_patterns.checkpoints.contents import Contents
from tape_patterns.checkpoints.reader import Checkpoint

NEAREST = 3
"""How many candidates a message names."""


def paths_of(variables: Any) -> list[tuple[str, Any]]:
    """Return each variable with its path.

    Args:
        variables: a model, a ``tf.Module``, a variable, a list of variables, or
            variables by path.
    """
    if isinstance(variables, Mapping):
        return list(variables.items())
    if isinstance(variables, keras.Variable | tf.Variable):
        variables = [variables]
    if not isinstance(variables, Iterable):
        variables = variables.variables
    return [(path_of(variable), variable) for variable in variables]


def path_of(variable: Any) -> str:
    """Return a variable's path, without the ``:0`` of TensorFlow's names."""
    path: str = getattr(variable, "path", None) or variable.name
    return path.removesuffix(":0")


def match(
    checkpoint: Checkpoint,
    found: Contents,
    paths: list[tuple[str, Any]],
    names: Mapping[str, Any],
) -> tuple[list[tuple[str, str, Any]], list[str]]:
    """Return name, path and variable of each match, and what does not match.

    Args:
        checkpoint: what is read.
        found: its names, sorted.
        paths: the variables, with their paths.
        names: a path or a variable by a regular expression for names.
    """
    matched: dict[int, str] = {}
    problems = []
    for pattern, target in names.items():
        try:
            hits = [name for name in checkpoint.shapes if re.fullmatch(pattern, name)]
        except re.error as error:
            problems.append(f"names: '{pattern}' is no regular expression: {error}")
            continue
        if not hits:
            near = nearest(pattern, checkpoint.shapes)
            problems.append(f"names: '{pattern}' matches no name; nearest: {near}")
        for name in hits:
            places = _places(re.fullmatch(pattern, name), target, paths)
            if len(places) != 1:
                path = target if isinstance(target, str) else path_of(target)
                problems.append(
                    f"names: '{name}' goes to '{path}', of which there are"
                    f" {len(places)} among the variables"
                )
            matched.update(dict.fromkeys(places, name))
    used = set(matched.values())
    for place, (path, _) in enumerate(paths):
        alone = sum(path == other for other, _ in paths) == 1
        if place not in matched and path in checkpoint.shapes and alone:
            matched[place] = path
            used.add(path)
    free = [name for name in found.weights if name not in used]
    left = [place for place in range(len(paths)) if place not in matched]
    matched.update(_by_last_parts(checkpoint, free, paths, left))
    for place, (path, variable) in enumerate(paths):
        problem = _problem(checkpoint, found, path, variable, matched.get(place))
        problems += [problem] * bool(problem)
    return [(matched[place], *paths[place]) for place in sorted(matched)], problems


def _places(found: Any, target: Any, paths: list[tuple[str, Any]]) -> list[int]:
    if isinstance(target, str):
        path = found.expand(target)
        return [place for place, (other, _) in enumerate(paths) if other == path]
    return [place for place, (_, other) in enumerate(paths) if other is target]


def _by_last_parts(
    checkpoint: Checkpoint,
    free: list[str],
    paths: list[tuple[str, Any]],
    left: list[int],
) -> dict[int, str]:
    """Match what has the same shape and more last parts in common than others."""
    scores = {
        (place, name): _common_parts(name, paths[place][0])
        for place in left
        for name in free
        if checkpoint.shapes[name] == tuple(paths[place][1].shape)
    }
    best: dict[int, str] = {}
    for (place, name), score in scores.items():
        rivals = [
            other
            for (p, n), other in scores.items()
            if (p == place) != (n == name) and other >= score
        ]
        if score and not rivals:
            best[place] = name
    return best


def _common_parts(one: str, other: str) -> int:
    pairs = list(zip(one.split("/")[::-1], other.split("/")[::-1], strict=False))
    return next((n for n, (a, b) in enumerate(pairs) if a != b), len(pairs))


def _problem(
    checkpoint: Checkpoint,
    found: Contents,
    path: str,
    variable: Any,
    name: str | None,
) -> str:
    shape, dtype = tuple(variable.shape), tf.as_dtype(variable.dtype)
    if name is None:
        same = [n for n in found.weights if checkpoint.shapes[n] == shape]
        near = nearest(path, same) if same else nearest(path, found.weights)
        return f"'{path}' {shape} is not in the checkpoint; nearest: {near}"
    if checkpoint.shapes[name] != shape:
        return f"'{path}' is {shape}, '{name}' is {checkpoint.shapes[name]}"
    if checkpoint.dtypes[name] != dtype:
        kept = checkpoint.dtypes[name].name
        return f"'{path}' is {dtype.name}, '{name}' is {kept}"
    return ""


def nearest(name: str, names: Iterable[str]) -> str:
    """Return the names that look most like one."""
    return ", ".join(difflib.get_close_matches(name, names, NEAREST, 0.0)) or "none"
