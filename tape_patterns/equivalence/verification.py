"""Verify a pair: every run against its reference, on cases and on samples."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from tape_patterns.equivalence.difference import Difference, compare
from tape_patterns.equivalence.recording import Recording, read_recording, recorded_part
from tape_patterns.equivalence.runs import (
    load_tensorflow,
    run_eager,
    run_function,
    run_graph,
)
from tape_patterns.equivalence.tensorflow1 import TensorFlow1
from tape_patterns.pair import Bound, Case, Pair

Outcome = Literal["identical", "within bound", "different", "skipped", "error"]
Outputs = Mapping[str, npt.NDArray[Any]]

RECORDED = "tf1.15"
LIVE = "tf1.15 live"
GRAPH = "graph"


@dataclass(frozen=True)
class Result:
    """One run of a pair against its reference.

    Attributes:
        pair: the pair's name.
        case: the case's name, or ``sample N``.
        run: ``tf1.15`` (the recording), ``tf1.15 live``, ``graph``, ``eager`` or
            ``function``; with ``:form`` for a TF2 side in ``tf2_form.py``.
        against: the run it is compared with, or ``published`` for the
            numbers that a source printed.
        outcome: ``identical`` means bit for bit.
        difference: None if the run was skipped or failed.
        bound: the largest ``max_rel`` allowed.
        detail: what to know of the outcome: the error, or what differs.
    """

    pair: str
    case: str
    run: str
    against: str
    outcome: Outcome
    difference: Difference | None
    bound: float
    detail: str = ""

    @property
    def holds(self) -> bool:
        """Whether the run is as close to its reference as it must be."""
        return self.outcome in ("identical", "within bound", "skipped")


def verify(
    pair: Pair,
    samples: int = 0,
    seed: int = 0,
    tensorflow1: TensorFlow1 | None = None,
) -> Iterator[Result]:
    """Run a pair on its cases and on ``samples`` random inputs.

    Args:
        pair: what to verify.
        samples: how many random inputs to draw with ``pair.sample``.
        seed: of the random inputs. Sample N depends on nothing but seed and N.
        tensorflow1: if given, ``tf1.py`` also runs on it.

    Raises:
        UsageError: the recording is not usable, or a TensorFlow is missing.
    """
    recording = read_recording(pair)
    load_tensorflow()
    for case in pair.cases:
        yield from _verify_inputs(pair, case, recording, tensorflow1)
    for number in range(samples):
        rng = np.random.default_rng([seed, number])
        case = Case(f"sample {number}", pair.sample(rng))
        yield from _verify_inputs(pair, case, None, tensorflow1)


def versions(tensorflow1: TensorFlow1 | None = None) -> dict[str, str]:
    """Return the versions that a result depends on, by name."""
    found = {"python": platform.python_version()}
    for package in ("tensorflow", "keras", "numpy", "tape_patterns"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    if tensorflow1 is not None:
        live = tensorflow1.versions()
        found |= {f"{name} (live)": number for name, number in live.items()}
    return found


def _verify_inputs(
    pair: Pair,
    case: Case,
    recording: Recording | None,
    tensorflow1: TensorFlow1 | None,
) -> Iterator[Result]:
    """Compare all runs on one set of inputs with the reference run."""
    result = partial(_result, pair, case)
    known: dict[str, Outputs] = {}
    if recording:
        known[RECORDED] = recording.outputs[case.name]
    if tensorflow1:
        try:
            known[LIVE] = tensorflow1.run(f"{pair.module}.tf1", case.inputs)
        except RuntimeError as error:
            yield _error(pair, case, LIVE, RECORDED, error)
    if pair.compat_v1:
        try:
            known[GRAPH] = run_graph(pair.side("tf1").run, case.inputs)
        except Exception as error:
            yield _error(pair, case, GRAPH, RECORDED, error)
            return
    reference = next((run for run in (GRAPH, LIVE, RECORDED) if run in known), None)
    if reference is None:
        detail = "random inputs need a TensorFlow 1.15 that runs: --live"
        yield Result(
            pair.name, case.name, "function", LIVE, "skipped", None, 0.0, detail
        )
        return
    expected = known[reference]
    if case.published:
        printed = {name: np.asarray(value) for name, value in case.published.items()}
        found = {name: expected[name] for name in printed if name in expected}
        yield result(reference, "published", printed, found)
    if recording and reference == GRAPH:
        yield result(RECORDED, reference, expected, known[RECORDED])
    if LIVE in known and reference == GRAPH:
        yield result(LIVE, GRAPH, expected, known[LIVE])
    if LIVE in known and recording:
        yield result(LIVE, RECORDED, known[RECORDED], known[LIVE])
    for form in pair.forms:
        suffix = form.removeprefix("tf2").replace("_", ":", 1)
        ran: dict[str, Outputs] = {}
        for name, execute in (("eager", run_eager), ("function", run_function)):
            run = name + suffix
            if name == "eager" and form in pair.graph_only:
                because = pair.graph_only[form]
                yield Result(
                    pair.name, case.name, run, reference, "skipped", None, 0.0, because
                )
                continue
            try:
                outputs = execute(pair.side(form).run, case.inputs)
            except Exception as error:
                yield _error(pair, case, run, reference, error)
            else:
                ran[name] = outputs
                yield result(run, reference, expected, outputs)
        if len(ran) == 2 and reference != GRAPH:
            # The reference has other kernels; these two have the same.
            eager, function = "eager" + suffix, "function" + suffix
            yield result(function, eager, ran["eager"], ran["function"])


def _result(
    pair: Pair, case: Case, run: str, against: str, expected: Outputs, actual: Outputs
) -> Result:
    # A recording is thinned already; the other side is not.
    if run == RECORDED:
        expected = recorded_part(pair, expected)
    elif against == RECORDED:
        actual = recorded_part(pair, actual)
    difference = compare(expected, actual)
    bound = bound_of(pair, run, against)
    outcome: Outcome = "different"
    if difference.identical:
        outcome = "identical"
    elif bound and not difference.problem and difference.max_rel <= bound.max_rel:
        outcome = "within bound"
    detail = difference.problem or (difference.output and f"'{difference.output}'")
    return Result(
        pair.name,
        case.name,
        run,
        against,
        outcome,
        difference,
        bound.max_rel if bound else 0.0,
        detail,
    )


def bound_of(pair: Pair, run: str, against: str) -> Bound | None:
    """Return the bound of a run; both runs of TensorFlow 1.15 share theirs."""
    if against == "published" or against.startswith("eager"):
        return None
    kind = RECORDED if {RECORDED, LIVE} & {run, against} else run
    return pair.bounds.get(kind)


def _error(pair: Pair, case: Case, run: str, against: str, error: Exception) -> Result:
    said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    first = said.strip().splitlines()[0]
    return Result(pair.name, case.name, run, against, "error", None, 0.0, first)
