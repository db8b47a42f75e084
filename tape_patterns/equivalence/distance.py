"""How far an optimizer's weights are from TF1's, step after step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tape_patterns.equivalence.difference import Outputs
from tape_patterns.equivalence.recording import (
    RECORDED_STEPS,
    read_recording,
    recorded_part,
)
from tape_patterns.equivalence.runs import run_function, run_graph
from tape_patterns.equivalence.wrong_translations import translations
from tape_patterns.pair import Pair
from tape_patterns.pairs.optimizers.training import NETWORK, TABLE

EXACT, CLOSEST, GUESSED = "exact", "closest", "guessed"
"""``tf2.py``, ``closest.py``, and ``guessed`` of ``wrong.py``."""


WEIGHTS = (*NETWORK, *TABLE)
"""The outputs that are weights."""


@dataclass(frozen=True)
class Distance:
    """The distance of a TF2 optimizer to TF1's, on one case.

    Attributes:
        optimizer: ``exact``, ``closest`` or ``guessed``.
        case: the case's name.
        after: the largest absolute difference of a weight, by the number of steps.
    """

    optimizer: str
    case: str
    after: dict[int, float]


def measure_distances(pair: Pair) -> Iterator[Distance]:
    """Train with each optimizer of a pair that has a ``closest``, on its cases.

    The reference is ``compat.v1``, or TensorFlow 1.15 where only that has the
    optimizer. A pair without a function ``guessed`` has no such distance.
    """
    runs = {EXACT: pair.side("tf2").run, CLOSEST: pair.side("closest").run}
    wrong = translations(pair)
    if GUESSED in wrong:
        runs[GUESSED] = wrong[GUESSED].run
    for case in pair.cases:
        reference: Outputs
        if pair.compat_v1:
            reference = recorded_part(
                pair, run_graph(pair.side("tf1").run, case.inputs)
            )
        else:
            reference = read_recording(pair).outputs[case.name]
        for name, run in runs.items():
            found = recorded_part(pair, run_function(run, case.inputs))
            yield Distance(name, case.name, _by_step(reference, found))


def _by_step(reference: Outputs, found: Outputs) -> dict[int, float]:
    weights = [name for name in reference if name in WEIGHTS]
    apart = [
        np.abs(reference[name].astype(np.float64) - found[name]).reshape(
            len(found[name]), -1
        )
        for name in weights
    ]
    largest = np.concatenate(apart, axis=1).max(axis=1)
    return dict(zip(RECORDED_STEPS, largest.tolist(), strict=False))
