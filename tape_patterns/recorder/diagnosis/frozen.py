"""A variable that one side trains and the other does not."""

from __future__ import annotations

import numpy as np

from tape_patterns.recorder.diagnosis.cause import Cause, Evidence
from tape_patterns.recorder.growth import Comparison
from tape_patterns.recorder.matching import parse
from tape_patterns.recorder.reading import Recording


def explain(evidence: Evidence) -> list[Cause]:
    """Say which weights never move on one side, and do on the other."""
    if evidence.kind != "weights":
        return []
    comparison = evidence.comparison
    causes = []
    for name in evidence.names("weights", evidence.step):
        if evidence.equal(name, evidence.step):
            continue
        old = _moves(comparison, comparison.old, name)
        new = _moves(comparison, comparison.new, comparison.matching.pairs[name])
        if old != new:
            side = "new" if old else "old"
            says = f"'{parse(name).stem}' never moves on the {side} side"
            causes.append(Cause("never_moves", says, "variable_subset"))
        else:
            # Another variable differs for another reason.
            return []
    return causes


def _moves(comparison: Comparison, recording: Recording, name: str) -> bool:
    first = None
    for step in comparison.steps:
        found = recording.values(step).get(name)
        if found is None:
            continue
        if first is not None and not np.array_equal(first.values, found.values):
            return True
        first = first or found
    return False
