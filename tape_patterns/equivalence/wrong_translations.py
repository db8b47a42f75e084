"""Prove that a wrong translation is wrong: it raises, or no rounding explains it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from tape_patterns.equivalence.difference import Difference, Outputs, compare
from tape_patterns.equivalence.edits import edited_run
from tape_patterns.equivalence.recording import read_recording, recorded_part
from tape_patterns.equivalence.rounding import Rounding
from tape_patterns.equivalence.runs import Run, run_function, run_graph
from tape_patterns.equivalence.verification import rounding_of
from tape_patterns.pair import Case, Pair, Wrong

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Translation:
    """A TF2 side that may be wrong: its name, what it does, and its ``run``."""

    name: str
    claim: str
    run: Run


@dataclass(frozen=True)
class WrongTranslation:
    """What a translation of ``wrong.py`` gave.

    Attributes:
        name: its name there.
        claim: what it does, in one sentence.
        case: the first case that shows it.
        error: the error that it raised, empty if it ran.
        difference: how far its outputs are from TF1's, None if it raised.
        share: the largest share of what rounding allows, None if it raised or
            cannot be compared.
        apart: how far each output that differs is from TF1's, with both arrays.
        by_rounding: those of them that rounding explains. Another processor may
            have others.
    """

    name: str
    claim: str
    case: str
    error: str
    difference: Difference | None
    share: float | None
    apart: Mapping[str, tuple[Difference, Array, Array]] = field(default_factory=dict)
    by_rounding: frozenset[str] = frozenset()

    @property
    def is_wrong(self) -> bool:
        """Whether it raised, or gave numbers that rounding does not explain."""
        return self.share is None or self.share > 1


class Trial:
    """Tries translations of a pair on its cases."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        self._known: dict[str, tuple[Outputs, Rounding]] = {}

    def run(self, translation: Translation) -> WrongTranslation:
        """Run a translation on the pair's cases, until it shows that it is wrong."""
        for case in self._pair.cases:
            tried = self._on(case, translation)
            if tried.is_wrong:
                break
        return tried

    def _reference(self, case: Case) -> tuple[Outputs, Rounding]:
        pair = self._pair
        if case.name not in self._known:
            graph = None
            if pair.compat_v1:
                graph = run_graph(pair.side("tf1").run, case.inputs)
            expected = graph or read_recording(pair).outputs[case.name]
            self._known[case.name] = expected, rounding_of(pair, case, graph)
        return self._known[case.name]

    def _on(self, case: Case, translation: Translation) -> WrongTranslation:
        expected, rounding = self._reference(case)
        name, claim = translation.name, translation.claim
        try:
            outputs = run_function(translation.run, case.inputs)
        except Exception as error:
            said = f"{type(error).__name__}: {_first_line(error)}"
            return WrongTranslation(name, claim, case.name, said, None, None)
        if not self._pair.compat_v1:
            outputs = recorded_part(self._pair, outputs)
        # It may leave out what it does not have, such as another optimizer's slots.
        expected = {k: v for k, v in expected.items() if k in outputs} or expected
        difference = compare(expected, outputs)
        tried = (name, claim, case.name, "", difference)
        if difference.problem:
            return WrongTranslation(*tried, share=None)
        share, _ = rounding.share(expected, outputs)
        apart = _apart(expected, outputs)
        by_rounding = frozenset(
            output
            for output, (_, one, other) in apart.items()
            if rounding.share({output: one}, {output: other})[0] <= 1
        )
        return WrongTranslation(*tried, share, apart, by_rounding)


def try_wrong_translations(pair: Pair) -> Iterator[WrongTranslation]:
    """Run each wrong translation of a pair on its cases, until it shows."""
    trial = Trial(pair)
    for translation in translations(pair).values():
        yield trial.run(translation)


def translations(pair: Pair) -> dict[str, Translation]:
    """Return what ``wrong.py`` holds, by name: edits, and functions like ``run``.

    Raises:
        UsageError: the old text of an edit does not stand in the file once.
    """
    module = pair.side("wrong")
    arguments = list(inspect.signature(pair.side("tf2").run).parameters)
    found = {}
    for name, value in vars(module).items():
        if isinstance(value, Wrong):
            run = edited_run(pair, name, value)
            found[name] = Translation(name, value.claim, run)
        elif (
            inspect.isfunction(value)
            and value.__module__ == module.__name__
            and list(inspect.signature(value).parameters) == arguments
        ):
            claim = (inspect.getdoc(value) or "").splitlines()[0]
            found[name] = Translation(name, claim, value)
    return found


def _apart(
    expected: Outputs, actual: Outputs
) -> dict[str, tuple[Difference, Array, Array]]:
    found = {}
    for name in expected:
        one, other = np.asarray(expected[name]), np.asarray(actual[name])
        difference = compare({name: one}, {name: other})
        if not difference.identical:
            found[name] = (difference, one, other)
    return found


def _first_line(error: Exception) -> str:
    """Return what an error says, without where in TensorFlow it was raised."""
    text = re.sub(r"\{\{[^}]*\}\} ?| \[Op:\w+\]( name:)?", "", str(error))
    # Numbers that change from run to run.
    text = re.sub(r"(?<=id=)\d+|(?<=[a-z]_)\d+\b|(?<= at )0x\w+", "...", text)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines and lines[0] == "in user code:":
        lines = lines[-1:]
    elif lines and lines[0].startswith("Graph execution error"):
        # The message stands before the first name of a node.
        nodes = [place for place, line in enumerate(lines) if line.startswith("[[")]
        lines = lines[nodes[0] - 1 :] if nodes else lines
    kind = f"{type(error).__name__}: "
    return lines[0].removeprefix(kind) if lines else ""
