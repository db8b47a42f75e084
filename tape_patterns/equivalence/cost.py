"""What a TF2 side costs: the first call of its functions, and later calls."""

from __future__ import annotations

import functools
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from unittest import mock

from tape_patterns.equivalence.runs import load_tensorflow, run_function
from tape_patterns.pair import Case, Pair

CALLS = 50


@dataclass(frozen=True)
class Cost:
    """Seconds that the ``tf.function``s of a TF2 side take, added up.

    Attributes:
        first_call: tracing included.
        later_call: the median of 50.
        fastest, slowest: of those 50.
    """

    first_call: float
    later_call: float
    fastest: float
    slowest: float


def measure_cost(pair: Pair, form: str, case: Case) -> Cost:
    """Time each ``tf.function`` that one form makes, on a case's inputs.

    Each is called again with the arguments of its first call, so the outputs of
    this run mean nothing.
    """
    tf = load_tensorflow()
    firsts: list[float] = []
    laters: list[list[float]] = []

    def timed_function(*arguments: Any, **options: Any) -> Any:
        made: Any = function(*arguments, **options)
        if arguments:
            return _timed(made, firsts, laters)
        # ``@tf.function(...)`` with options gives a decorator first.
        return lambda decorated: timed_function(decorated, **options)

    function = tf.function
    with mock.patch.object(tf, "function", timed_function):
        run_function(pair.side(form).run, case.inputs)
    return Cost(
        sum(firsts),
        sum(map(statistics.median, laters)),
        sum(map(min, laters)),
        sum(map(max, laters)),
    )


def _timed(
    function: Callable[..., Any], firsts: list[float], laters: list[list[float]]
) -> Callable[..., Any]:
    """Return ``function``; at its first call it is timed."""
    known: list[bool] = []

    @functools.wraps(function)
    def call(*arguments: Any, **options: Any) -> Any:
        if known:
            return function(*arguments, **options)
        known.append(True)
        start = time.perf_counter()
        outputs = function(*arguments, **options)
        firsts.append(time.perf_counter() - start)
        laters.append([])
        for _ in range(CALLS):
            start = time.perf_counter()
            function(*arguments, **options)
            laters[-1].append(time.perf_counter() - start)
        return outputs

    return call
