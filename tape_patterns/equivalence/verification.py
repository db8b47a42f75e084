"""Verify a pair: every run against its reference, on cases and on samples."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

import numpy as np

from tape_patterns.equivalence.difference import Difference, Outputs, compare
from tape_patterns.equivalence.recording import Recording, read_recording, recorded_part
from tape_patterns.equivalence.rounding import Rounding
from tape_patterns.equivalence.runs import (
    as_written,
    load_tensorflow,
    on_gpu,
    run_eager,
    run_function,
    run_graph,
)
from tape_patterns.equivalence.tensorflow1 import TensorFlow1
from tape_patterns.pair import Case, Pair

Outcome = Literal["identical", "rounding", "different", "skipped", "error"]

RECORDED = "tf1.15"
LIVE = "tf1.15 live"
GRAPH = "graph"
UNOPTIMIZED = "graph as written"
"""``graph`` without the graph optimizer's rewrites, as eager code runs."""
NEEDS_LIVE = "random inputs need a TensorFlow 1.15.5 that runs; add --live"


@dataclass(frozen=True)
class Result:
    """One run of a pair against its reference.

    Attributes:
        pair: the pair's name.
        case: the case's name, or ``sample N``.
        run: ``tf1.15`` (the recording), ``tf1.15 live``, ``graph``, ``eager`` or
            ``function``; with ``:form`` for a TF2 side in ``tf2_form.py``, and with
            ``@gpu`` for one that ran on a GPU.
        against: the run it is compared with, or ``published`` for the
            numbers that a source printed.
        outcome: ``identical`` means bit for bit, ``rounding`` that it differs by no
            more than rounding can do to these inputs.
        difference: None if the run was skipped or failed.
        share: the largest share of what rounding allows, over the outputs; 0 if
            identical, None if it was not measured.
        detail: what to know of the outcome: the error, or what differs.
    """

    pair: str
    case: str
    run: str
    against: str
    outcome: Outcome
    difference: Difference | None = None
    share: float | None = None
    detail: str = ""

    @property
    def holds(self) -> bool:
        """Whether the run is as close to its reference as it must be."""
        return self.outcome in ("identical", "rounding")

    @property
    def fails(self) -> bool:
        """Whether it is not; a run that was skipped neither holds nor fails."""
        return self.outcome in ("different", "error")


def verify(
    pair: Pair,
    samples: int = 0,
    seed: int = 0,
    tensorflow1: TensorFlow1 | None = None,
    thorough: bool = False,
    cases: bool = True,
) -> Iterator[Result]:
    """Run a pair on its cases and on ``samples`` random inputs.

    Args:
        pair: what to verify.
        samples: how many random inputs to draw with ``pair.draw``.
        seed: of the random inputs. Sample N depends on nothing but seed and N.
        tensorflow1: if given, ``tf1.py`` also runs on it.
        thorough: measure shares of rounding that can be compared; else one up to 1
            is an upper limit.
        cases: run the pair's cases; else the random inputs only.

    Raises:
        UsageError: the recording is not usable, or a TensorFlow is missing.
    """
    recording = read_recording(pair)
    load_tensorflow()
    for case in pair.cases if cases else ():
        yield from _Comparison(pair, case, tensorflow1, thorough, recording).results()
    for number in range(samples):
        inputs = pair.draw(np.random.default_rng([seed, number]))
        case = Case(f"sample {number}", inputs)
        yield from _Comparison(pair, case, tensorflow1, thorough).results()


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


class _Comparison:
    """All runs of a pair on one set of inputs, against the reference run."""

    def __init__(
        self,
        pair: Pair,
        case: Case,
        tensorflow1: TensorFlow1 | None,
        thorough: bool,
        recording: Recording | None = None,
    ) -> None:
        self._pair = pair
        self._case = case
        self._tensorflow1 = tensorflow1
        self._thorough = thorough
        self._known: dict[str, Outputs] = {}
        if recording:
            self._known[RECORDED] = recording.outputs[case.name]

    def results(self) -> Iterator[Result]:
        """Run what there is, and compare each run with the reference."""
        yield from self._run_tf1_sides()
        pair, known = self._pair, self._known
        self._reference = next(
            (run for run in (GRAPH, LIVE, RECORDED) if run in known), None
        )
        if self._reference is None:
            if not self._tensorflow1 and not pair.compat_v1:
                run = "function" + _place()
                yield self._result(run, LIVE, "skipped", detail=NEEDS_LIVE)
            return
        self._expected = known[self._reference]
        self._rounding = rounding_of(pair, self._case, known.get(GRAPH), self._thorough)
        yield from self._published()
        if self._reference == GRAPH:
            for run in (RECORDED, LIVE):
                if run in known:
                    yield self._judged(run, GRAPH, self._expected, known[run])
        if LIVE in known and RECORDED in known:
            yield self._judged(LIVE, RECORDED, known[RECORDED], known[LIVE])
        for form in pair.forms:
            yield from self._form(form)

    def _run_tf1_sides(self) -> Iterator[Result]:
        pair, inputs = self._pair, self._case.inputs
        if self._tensorflow1:
            try:
                self._known[LIVE] = self._tensorflow1.run(f"{pair.module}.tf1", inputs)
            except RuntimeError as error:
                yield self._error(LIVE, RECORDED, error)
        if pair.compat_v1:
            try:
                self._known[GRAPH] = run_graph(pair.side("tf1").run, inputs)
            except Exception as error:
                yield self._error(GRAPH, RECORDED, error)

    def _published(self) -> Iterator[Result]:
        printed = {k: np.asarray(v) for k, v in self._case.published.items()}
        if printed:
            found = {k: self._expected[k] for k in printed if k in self._expected}
            yield self._exact(str(self._reference), "published", printed, found)

    def _form(self, form: str) -> Iterator[Result]:
        """Compare a TF2 side, eager and as a function."""
        suffix = form.removeprefix("tf2").replace("_", ":", 1) + _place()
        side, against = self._pair.side(form).run, str(self._reference)
        ran: dict[str, Outputs] = {}
        for name, execute in (("eager", run_eager), ("function", run_function)):
            run = name + suffix
            if name == "eager" and form in self._pair.graph_only:
                because = self._pair.graph_only[form]
                yield self._result(run, against, "skipped", detail=because)
                continue
            try:
                ran[name] = execute(side, self._case.inputs)
            except Exception as error:
                yield self._error(run, against, error)
                continue
            if _is_rounded(self._pair, run, against):
                yield self._judged(run, against, self._expected, ran[name])
            elif name == "eager":
                yield self._eager(run, ran[name])
            else:
                yield self._exact(run, against, self._expected, ran[name])
        if len(ran) == 2 and self._reference != GRAPH:
            # The reference has other kernels; these two have the same.
            function, eager = "function" + suffix, "eager" + suffix
            yield self._judged(function, eager, ran["eager"], ran["function"])

    def _eager(self, run: str, outputs: Outputs) -> Result:
        """Compare an eager run of the same operations, bit for bit.

        It runs them as they are written; so does a graph without rewrites.
        """
        found = self._exact(run, GRAPH, self._expected, outputs)
        if found.holds or not found.difference or found.difference.problem:
            return found
        with as_written():
            unoptimized = run_graph(self._pair.side("tf1").run, self._case.inputs)
        # A rewrite may have touched some of the outputs only.
        apart = {
            name
            for name in outputs
            if not compare(
                {name: self._expected[name]}, {name: outputs[name]}
            ).identical
        }
        again = self._exact(
            run,
            UNOPTIMIZED,
            {name: unoptimized[name] for name in apart},
            {name: outputs[name] for name in apart},
        )
        return again if again.holds else found

    def _exact(
        self, run: str, against: str, expected: Outputs, actual: Outputs
    ) -> Result:
        """Ask for the same bits."""
        difference = compare(expected, actual)
        if difference.identical:
            return self._result(run, against, "identical", difference, 0.0)
        detail = difference.problem or f"'{difference.output}'"
        return self._result(run, against, "different", difference, None, detail)

    def _judged(
        self, run: str, against: str, expected: Outputs, actual: Outputs
    ) -> Result:
        """Ask for what rounding allows; nothing is measured where bits agree."""
        # A recording is thinned already; the other side is not.
        if run == RECORDED:
            expected = recorded_part(self._pair, expected)
        elif against == RECORDED:
            actual = recorded_part(self._pair, actual)
        found = self._exact(run, against, expected, actual)
        if found.holds or not found.difference or found.difference.problem:
            return found
        share, output = self._rounding.share(expected, actual)
        outcome: Outcome = "rounding" if share <= 1 else "different"
        detail = f"'{output or found.difference.output}'"
        return self._result(run, against, outcome, found.difference, share, detail)

    def _result(
        self,
        run: str,
        against: str,
        outcome: Outcome,
        difference: Difference | None = None,
        share: float | None = None,
        detail: str = "",
    ) -> Result:
        names = (self._pair.name, self._case.name, run, against)
        return Result(*names, outcome, difference, share, detail)

    def _error(self, run: str, against: str, error: Exception) -> Result:
        kind = type(error).__name__
        said = f"{kind}: {error}" if str(error) else kind
        first = said.strip().splitlines()[0]
        return self._result(run, against, "error", detail=first)


def rounding_of(
    pair: Pair,
    case: Case,
    graph: Outputs | None = None,
    thorough: bool = False,
) -> Rounding:
    """Return what rounding can do to a pair's outputs on a case.

    It moves the TF1 side on compat.v1, or the TF2 side where there is no such run.

    Args:
        pair: the pair.
        case: its inputs.
        graph: what the TF1 side returned on compat.v1, if that is known.
        thorough: make all runs, whatever they decide.
    """
    execute = partial(run_function, pair.side("tf2").run)
    if pair.compat_v1:
        execute = partial(run_graph, pair.side("tf1").run)
    return Rounding(execute, case.inputs, graph, thorough)


def _place() -> str:
    return "@gpu" if on_gpu() else ""


def _is_rounded(pair: Pair, run: str, against: str) -> bool:
    """Return whether a run has other operations or kernels than its reference."""
    return on_gpu() or against != GRAPH or run in pair.rounding
