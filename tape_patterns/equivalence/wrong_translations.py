"""Prove that a wrong translation is wrong: it differs, or it raises."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tape_patterns.equivalence.difference import Difference, Outputs, compare, number
from tape_patterns.equivalence.recording import read_recording, recorded_part
from tape_patterns.equivalence.runs import Run, run_function, run_graph
from tape_patterns.pair import Case, Pair

LONGEST = 160
"""Characters of an error that are shown whole."""


@dataclass(frozen=True)
class WrongTranslation:
    """What a function of ``wrong.py`` gave.

    Attributes:
        name: the function's name.
        claim: the first line of its docstring.
        case: the first case that shows it.
        error: the error that it raised, empty if it ran.
        difference: how far its outputs are from TF1's, None if it raised.
        says: the result in one sentence, with numbers.
    """

    name: str
    claim: str
    case: str
    error: str
    difference: Difference | None
    says: str

    @property
    def is_wrong(self) -> bool:
        """Whether it raised or gave other numbers."""
        return self.difference is None or not self.difference.identical


def try_wrong_translations(pair: Pair) -> Iterator[WrongTranslation]:
    """Run each wrong translation of a pair on its cases, until it shows."""
    references: dict[str, Outputs] = {}
    for case in pair.cases:
        if pair.compat_v1:
            references[case.name] = run_graph(pair.side("tf1").run, case.inputs)
        else:
            references[case.name] = read_recording(pair).outputs[case.name]
    for function in wrong_functions(pair):
        for case in pair.cases:
            tried = _try(pair, function, case, references[case.name])
            if tried.is_wrong:
                break
        yield tried


def wrong_functions(pair: Pair) -> list[Run]:
    """Return the functions of ``wrong.py`` that have the signature of ``run``."""
    wrong = pair.side("wrong")
    names = list(inspect.signature(pair.side("tf2").run).parameters)
    return [
        function
        for _, function in inspect.getmembers(wrong, inspect.isfunction)
        if function.__module__ == wrong.__name__
        and list(inspect.signature(function).parameters) == names
    ]


def _try(pair: Pair, function: Run, case: Case, reference: Outputs) -> WrongTranslation:
    name = function.__name__
    claim = (inspect.getdoc(function) or "").splitlines()[0]
    try:
        outputs = run_function(function, case.inputs)
    except Exception as error:
        said = f"{type(error).__name__}: {_first_line(error)}"
        says = f"Raises `` {_shortened(said)} ``"
        return WrongTranslation(name, claim, case.name, said, None, says)
    if not pair.compat_v1:
        outputs = recorded_part(pair, outputs)
    # It may leave out what it has no like of, such as another optimizer's slots.
    reference = {k: v for k, v in reference.items() if k in outputs} or reference
    difference = compare(reference, outputs)
    says = _describe(difference, reference, outputs)
    return WrongTranslation(name, claim, case.name, "", difference, says)


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


def _shortened(said: str) -> str:
    """Cut a long message after its first sentence."""
    sentence, stop, _ = said.partition(". ")
    return sentence + stop.strip() if len(said) > LONGEST else said


def _describe(difference: Difference, reference: Outputs, actual: Outputs) -> str:
    if difference.problem:
        return f"Gives another result: {difference.problem}."
    said = []
    for name in reference:
        expected, found = np.asarray(reference[name]), np.asarray(actual[name])
        apart = compare({name: expected}, {name: found})
        if apart.identical:
            continue
        if expected.size == 1:
            was, now = (f"{value.item():.4g}" for value in (expected, found))
            said.append(f"`{name}` is {now}, where TF1 gives {was}")
        else:
            size, share = number(apart.max_abs), number(apart.max_rel)
            said.append(
                f"`{name}` is off by up to {size} ({share} of its largest value)"
            )
    return "; ".join(said[:3]) + "." if said else "Gives the same numbers."
