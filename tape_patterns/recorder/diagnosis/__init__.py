"""Why two recordings differ: a module for each family of causes.

Each looks at what was recorded, and at nothing else. A cause is named only if it
explains the difference to the last bits.
"""

from __future__ import annotations

from collections.abc import Callable

from tape_patterns.recorder.diagnosis import (
    averages,
    clipping,
    first_values,
    frozen,
    optimizers,
    rates,
    regularization,
    scaled_gradient,
)
from tape_patterns.recorder.diagnosis.cause import Cause, Evidence
from tape_patterns.recorder.growth import Comparison, Place

FAMILIES: tuple[Callable[[Evidence], list[Cause]], ...] = (
    first_values.explain,
    rates.explain,
    clipping.explain,
    regularization.explain,
    scaled_gradient.explain,
    frozen.explain,
    optimizers.explain,
    averages.explain,
)
"""In the order in which they are asked: the first that explains it is taken."""

RACE = Cause(
    "race",
    "the old side gives other numbers each time it runs: reference variables race, or"
    " its random numbers have no seed",
    "graph_arguments",
)


def diagnose(comparison: Comparison, place: Place) -> list[Cause]:
    """Return what explains a difference; nothing if no known cause does.

    Args:
        comparison: the sharpest there is: in float64, if that was recorded.
        place: where the two first differ by more than rounding.
    """
    evidence = Evidence(comparison, place)
    if place.problem:
        return []
    for family in FAMILIES:
        if causes := family(evidence):
            return causes
    return []
